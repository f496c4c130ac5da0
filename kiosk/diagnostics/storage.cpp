// storage - is there room, is the disk worn, can it be written, does its file system report errors?
#include <fmt/format.h>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/diagnostics/storage.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr double kWornPercent = 80;                     // of the life that the maker promises; order a new one
constexpr int kFreePercentWarn = 15;                    // an update needs room beside what is there
constexpr int kFreePercentFail = 5;                     // then the journal stops
constexpr std::chrono::milliseconds kSlowWrite{2'000};  // a healthy card takes tens of milliseconds

constexpr const char* kDiskHint = "Replace the storage; then set the kiosk up again.";

Finding space(const Bench& bench) {
    std::error_code error;
    std::filesystem::path folder = bench.state_folder;
    while (!std::filesystem::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
    const std::filesystem::space_info info = std::filesystem::space(folder, error);
    if (error) return inconclusive(say("the file system does not tell its size: {0}", error.message()));
    return judge_space(static_cast<std::int64_t>(info.capacity), static_cast<std::int64_t>(info.available));
}

Finding write(const Bench& bench) {
    const std::filesystem::path file = bench.state_folder / "write-test";
    std::error_code error;
    std::filesystem::create_directories(bench.state_folder, error);
    const drivers::TimePoint began = bench.clock->now();
    const Result<void> written = device::replace_file(file, std::string(64 * 1024, 'w'));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(bench.clock->now() - began);
    std::filesystem::remove(file, error);
    if (!written) return {Verdict::Fail, written.error().context, "can be written", kDiskHint};
    return judged(took < kSlowWrite, Verdict::Warn, say("64 KiB in {0} ms", took.count()),
                  say("< {0} ms", kSlowWrite.count()), "The storage is slow; look at its wear.");
}

/// The mount that holds a path: the one with the longest place that begins it.
std::optional<drivers::Mount> mount_of(const drivers::Machine& machine, const std::string& path) {
    std::optional<drivers::Mount> found;
    for (drivers::Mount& mount : machine.mounts()) {
        const bool inside = path == mount.place || mount.place == "/" || path.starts_with(mount.place + "/");
        if (inside && (!found || mount.place.size() >= found->place.size())) found = std::move(mount);
    }
    return found;
}

/// A line of a screen breaks at blanks alone.
std::string spaced(const std::string& options) {
    std::string text;
    for (const char c : options) text += c == ',' ? std::string(", ") : std::string(1, c);
    return text;
}

Finding state_mount(const Bench& bench) {
    const auto mount = mount_of(bench.machine, bench.state_folder.string());
    if (!mount) return inconclusive("no mount table");
    return judged(!mount->read_only(), Verdict::Fail, mount->place + " " + mount->type + " " + spaced(mount->options),
                  "writable", "The file system was set to read-only, often after an error; look at storage.errors.");
}

Finding root_mount(const Bench& bench) {
    const auto mount = mount_of(bench.machine, "/");
    if (!mount) return inconclusive("no mount table");
    return judged(mount->read_only(), Verdict::Warn, mount->type + " " + spaced(mount->options), "read-only",
                  "This is no appliance image: what runs here can be changed. Install the image.");
}

Finding errors(const Bench& bench) {
    std::int64_t count = 0;
    int systems = 0;
    for (const std::string& disk : bench.machine.names("sys/fs/ext4")) {
        const auto errors = bench.machine.number("sys/fs/ext4/" + disk + "/errors_count");
        if (!errors) continue;
        ++systems;
        count += *errors;
    }
    if (systems == 0) return not_applicable("no ext4 file system");
    return judged(count == 0, Verdict::Fail, say("{0} errors on {1} file systems", count, systems), "0", kDiskHint);
}

}  // namespace

Finding judge_space(std::int64_t total_bytes, std::int64_t free_bytes) {
    if (total_bytes <= 0) return inconclusive("the file system has no size");
    const std::int64_t percent = free_bytes * 100 / total_bytes;
    const Words value = say("{0} % free, {1} MiB of {2} MiB", percent, free_bytes >> 20, total_bytes >> 20);
    const Words limit = say(">= {0} %", kFreePercentWarn);
    const char* hint = "Remove what is not the kiosk's; look at the journal's size.";
    if (percent < kFreePercentFail) return {Verdict::Fail, value, limit, hint};
    return judged(percent >= kFreePercentWarn, Verdict::Warn, value, limit, hint);
}

Finding judge_wear(const drivers::Machine& machine) {
    int worn = -1;
    std::string worst;
    for (const std::string& disk : machine.names("sys/block")) {
        const std::string device = "sys/block/" + disk + "/device/";
        // JEDEC: two numbers, each in tenths of the life that is used, 0x01 for up to 10 %; 0x0B is beyond the end.
        for (const std::string& word : drivers::words_of(machine.text(device + "life_time").value_or(""))) {
            worn = std::max(worn, static_cast<int>(std::strtol(word.c_str(), nullptr, 16)) * 10);
        }
        const auto end = machine.number(device + "pre_eol_info");
        if (end && *end >= 2) worn = std::max(worn, *end >= 3 ? 100 : 90);
        if (worn >= 0 && worst.empty()) worst = disk;
    }
    if (worn < 0) return inconclusive("no disk tells its wear", "Read it with the maker's tool (SMART).");
    const Words value = say("{0}: up to {1} % used", worst, worn);
    const Words limit = say("< {0} %", static_cast<int>(kWornPercent));
    if (worn >= 100) return {Verdict::Fail, value, limit, kDiskHint};
    return judged(worn < kWornPercent, Verdict::Warn, value, limit, kDiskHint);
}

void add_storage_tests(const Bench& bench, std::vector<Test>& tests) {
    const auto add = [&](const char* id, const char* title, Finding (*run)(const Bench&)) {
        tests.push_back({id, title, std::chrono::milliseconds(5'000), [&bench, run] { return run(bench); }});
    };
    add("storage.space", "Free storage", space);
    add("storage.wear", "Storage's wear", [](const Bench& b) { return judge_wear(b.machine); });
    add("storage.errors", "File system's errors", errors);
    add("storage.write", "Writing", write);
    add("storage.state", "The kiosk's own folder", state_mount);
    add("storage.root", "The system's own folder", root_mount);
}

}  // namespace vestibule::diagnostics
