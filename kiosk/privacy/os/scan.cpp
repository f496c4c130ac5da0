// scan - one pass over the bytes, whatever the number of patterns.
#include "kiosk/privacy/os/scan.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

#include "kiosk/privacy/os/own_pages.hpp"

namespace vestibule::privacy {

namespace {

constexpr std::size_t kShortest_bytes = 5;
constexpr std::size_t kChunk_bytes = 4 << 20;

std::uint32_t start_of(const void* bytes) {
    std::uint32_t start = 0;
    std::memcpy(&start, bytes, sizeof start);
    return start;
}

std::size_t hash_of(std::uint32_t start) {
    return (start * 2654435761U) >> 16;
}

std::string whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    try {
        return {std::istreambuf_iterator<char>(stream), {}};
    } catch (const std::exception&) {  // the library's border: the process ended while its file was being read
        return {};
    }
}

}  // namespace

void Finds::add(const std::string& kind, const std::string& where) {
    ++by_kind_[kind][where];
}

void Finds::add(const Finds& others) {
    for (const auto& [kind, places] : others.by_kind_) {
        for (const auto& [where, count] : places) by_kind_[kind][where] += count;
    }
}

void Finds::add_difference(const Finds& all, const Finds& known) {
    for (const auto& [kind, places] : all.by_kind_) {
        for (const auto& [where, count] : places) {
            int before = 0;
            if (const auto kinds = known.by_kind_.find(kind); kinds != known.by_kind_.end()) {
                if (const auto found = kinds->second.find(where); found != kinds->second.end()) before = found->second;
            }
            if (count > before) by_kind_[kind][where] += count - before;
        }
    }
}

int Finds::of(const std::string& kind) const {
    int sum = 0;
    if (const auto found = by_kind_.find(kind); found != by_kind_.end()) {
        for (const auto& [where, count] : found->second) sum += count;
    }
    return sum;
}

int Finds::all() const {
    int sum = 0;
    for (const auto& [kind, places] : by_kind_) sum += of(kind);
    return sum;
}

std::string Finds::told() const {
    std::string text;
    for (const auto& [kind, places] : by_kind_) {
        for (const auto& [where, count] : places) text += kind + ": " + std::to_string(count) + " in " + where + "\n";
    }
    return text;
}

void Scanner::add(const std::string& kind, const std::string& form, std::string bytes) {
    if (bytes.size() < kShortest_bytes) return;
    const bool known = std::any_of(needles_.begin(), needles_.end(), [&](const Needle& n) { return n.bytes == bytes; });
    if (known) return;
    longest_ = std::max(longest_, bytes.size());
    const std::uint32_t start = start_of(bytes.data());
    starts_[hash_of(start)] = true;
    by_start_.emplace(start, needles_.size());
    needles_.push_back({kind, form, std::move(bytes)});
}

std::vector<std::string> Scanner::kinds() const {
    std::set<std::string> kinds;
    for (const Needle& needle : needles_) kinds.insert(needle.kind);
    return {kinds.begin(), kinds.end()};
}

void Scanner::scan(std::span<const std::uint8_t> bytes, const std::string& where, Finds& finds) const {
    scan_from(bytes, bytes.size(), where, finds);
}

/// Patterns that begin within the first `count` bytes.
void Scanner::scan_from(std::span<const std::uint8_t> bytes, std::size_t count, const std::string& where,
                        Finds& finds) const {
    if (bytes.size() < kShortest_bytes) return;
    const std::size_t end = std::min(count, bytes.size() - kShortest_bytes + 1);
    for (std::size_t at = 0; at < end; ++at) {
        const std::uint32_t start = start_of(bytes.data() + at);
        if (start == 0 || !starts_[hash_of(start)]) continue;
        const auto [first, last] = by_start_.equal_range(start);
        for (auto one = first; one != last; ++one) {
            const Needle& needle = needles_[one->second];
            if (needle.bytes.size() > bytes.size() - at) continue;
            if (std::memcmp(bytes.data() + at, needle.bytes.data(), needle.bytes.size()) == 0)
                finds.add(needle.kind, where + " (" + needle.form + ")");
        }
    }
}

Result<Finds> Scanner::process(int pid, const std::string& except) const {
    Finds finds;
    const std::string root = "/proc/" + std::to_string(pid);
    const int memory = open((root + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) return Error{ErrorCode::FileUnreadable, root + "/mem: " + std::strerror(errno)};
    std::istringstream maps(whole(root + "/maps"));
    std::vector<std::uint8_t> bytes(kChunk_bytes + longest_);
    for (std::string line; std::getline(maps, line);) {
        std::istringstream words(line);
        std::string range, rights, offset, device, inode, name;
        words >> range >> rights >> offset >> device >> inode;
        std::getline(words >> std::ws, name);
        if (rights[0] != 'r' || name.starts_with("[v")) continue;
        if (!except.empty() && name.ends_with(except) && rights[1] != 'w') continue;
        const auto from = std::stoull(range, nullptr, 16);
        const auto to = std::stoull(range.substr(range.find('-') + 1), nullptr, 16);
        for (auto at = from; at < to; at += kChunk_bytes) {
            const std::size_t wanted = std::min<std::size_t>(to - at, bytes.size());
            const ssize_t got = pread(memory, bytes.data(), wanted, static_cast<off_t>(at));
            if (got <= 0) break;
            scan_from({bytes.data(), static_cast<std::size_t>(got)}, kChunk_bytes, name.empty() ? "memory" : name,
                      finds);
        }
    }
    close(memory);
    return finds;
}

Result<Finds> Scanner::handed_over(int socket, std::chrono::milliseconds patience, Finds& words) const {
    Finds finds;
    std::string region;
    std::vector<std::uint8_t> packet(1 + kHanded_bytes), bytes;
    while (true) {
        pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
        if (poll(&waiting, 1, static_cast<int>(patience.count())) <= 0)
            return Error{ErrorCode::NotErased, "the program did not come to its next part in time"};
        const ssize_t length = recv(socket, packet.data(), packet.size(), 0);
        if (length <= 0) return Error{ErrorCode::NotErased, "the program ended too soon"};
        const std::span<const std::uint8_t> content(packet.data() + 1, static_cast<std::size_t>(length) - 1);
        switch (static_cast<Handed>(packet[0])) {
            case Handed::Region:
                region.assign(content.begin(), content.end());
                [[fallthrough]];
            case Handed::Gap:
                bytes.clear();
                continue;
            case Handed::Bytes: {
                // The end of the packet before, so that a pattern across the border is seen, and not twice.
                const std::size_t kept = bytes.size();
                bytes.insert(bytes.end(), content.begin(), content.end());
                Finds more, before;
                scan(bytes, region, more);
                scan({bytes.data(), kept}, region, before);
                finds.add_difference(more, before);
                if (bytes.size() >= longest_ && longest_ > 0) {
                    bytes.erase(bytes.begin(), bytes.end() - static_cast<std::ptrdiff_t>(longest_ - 1));
                }
                continue;
            }
            case Handed::Words:
                scan(content, "arguments, environment and names of files", words);
                continue;
            case Handed::End:
                (void)send(socket, "g", 1, MSG_NOSIGNAL);
                return finds;
        }
        return Error{ErrorCode::NotErased, "the program handed over what is no memory"};
    }
}

Finds Scanner::words_of(int pid) const {
    Finds finds;
    const std::filesystem::path root = "/proc/" + std::to_string(pid);
    for (const char* name : {"cmdline", "environ", "comm"}) finds.add(file(root / name));
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(root / "fd", error)) {
        const std::string target = std::filesystem::read_symlink(entry.path(), error).string();
        scan({reinterpret_cast<const std::uint8_t*>(target.data()), target.size()}, "the name of an open file", finds);
    }
    return finds;
}

Finds Scanner::file(const std::filesystem::path& file) const {
    Finds finds;
    const std::string text = whole(file);
    scan({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, file.string(), finds);
    return finds;
}

Finds Scanner::folder(const std::filesystem::path& folder, std::filesystem::file_time_type since,
                      const std::filesystem::path& except) const {
    Finds finds;
    std::error_code error;
    const auto quiet = std::filesystem::directory_options::skip_permission_denied;
    std::filesystem::recursive_directory_iterator entry(folder, quiet, error), end;
    for (; !error && entry != end; entry.increment(error)) {
        if (!except.empty() && entry->path() == except) {
            entry.disable_recursion_pending();
            continue;
        }
        const std::string name = entry->path().string();
        scan({reinterpret_cast<const std::uint8_t*>(name.data()), name.size()}, "the name of a file", finds);
        std::error_code gone;
        if (entry->is_regular_file(gone) && !entry->is_symlink(gone) && entry->last_write_time(gone) >= since)
            finds.add(file(entry->path()));
    }
    return finds;
}

std::vector<int> family(int pid) {
    std::vector<int> all{pid};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::filesystem::path tasks = "/proc/" + std::to_string(all[i]) + "/task";
        std::error_code error;
        for (const auto& task : std::filesystem::directory_iterator(tasks, error)) {
            std::istringstream children(whole(task.path() / "children"));
            for (int child = 0; children >> child;) all.push_back(child);
        }
    }
    return all;
}

char state_of(int pid) {
    const std::string stat = whole("/proc/" + std::to_string(pid) + "/stat");
    const std::size_t bracket = stat.rfind(')');
    return bracket == std::string::npos || bracket + 2 >= stat.size() ? '\0' : stat[bracket + 2];
}

}  // namespace vestibule::privacy
