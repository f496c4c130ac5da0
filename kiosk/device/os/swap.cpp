// swap - /proc/swaps, and the limit of the control group or of one above it.
#include "kiosk/device/os/swap.hpp"

#include <charconv>

namespace vestibule::device {

std::int64_t own_swapped_kb(const drivers::Machine& machine) {
    for (const std::string& line : machine.lines("proc/self/status")) {
        const auto words = drivers::words_of(line);
        if (words.size() < 2 || words[0] != "VmSwap:") continue;
        std::int64_t amount = -1;
        std::from_chars(words[1].data(), words[1].data() + words[1].size(), amount);
        return amount;
    }
    return -1;
}

bool swap_possible(const drivers::Machine& machine) {
    if (machine.lines("proc/swaps").size() < 2) return false;  // the first line is the table's head
    for (const std::string& line : machine.lines("proc/self/cgroup")) {
        constexpr std::string_view kUnified = "0::/";
        if (!line.starts_with(kUnified)) continue;
        for (std::filesystem::path group = line.substr(kUnified.size()); !group.empty(); group = group.parent_path()) {
            if (machine.text("sys/fs/cgroup/" + group.string() + "/memory.swap.max") == "0") return false;
        }
    }
    return true;
}

}  // namespace vestibule::device
