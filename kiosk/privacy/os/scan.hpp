// scan - finds many byte patterns in memory and files at once: what is left of a patient, by kind and by form.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::privacy {

/// How often each kind was found: kind, then where and in which form.
class Finds {
public:
    void add(const std::string& kind, const std::string& where);
    void add(const Finds& others);
    /// What is in `all` and was not in `known`.
    void add_difference(const Finds& all, const Finds& known);
    [[nodiscard]] int of(const std::string& kind) const;
    [[nodiscard]] int all() const;
    /// A line a kind and place.
    [[nodiscard]] std::string told() const;

private:
    std::map<std::string, std::map<std::string, int>> by_kind_;
};

/// The patterns are in this process only; it must not scan itself.
class Scanner {
public:
    /// `bytes` in this form; forms of fewer than five bytes say too little and are left out.
    void add(const std::string& kind, const std::string& form, std::string bytes);
    /// A text in every form in which a program keeps or sends it.
    void add_text(const std::string& kind, const std::string& text);
    [[nodiscard]] std::vector<std::string> kinds() const;

    void scan(std::span<const std::uint8_t> bytes, const std::string& where, Finds& finds) const;
    /// Every mapping that can be read, whoever wrote it. Mappings of `except` (the end of a file's name) that are not
    /// writable are left out: the simulated camera has its licence printed in its program.
    /// Errors: FileUnreadable.
    [[nodiscard]] Result<Finds> process(int pid, const std::string& except = {}) const;
    /// The same of a process that hands its memory over (own_pages), which then goes on; `words` gets what was
    /// found in its arguments, environment and names of files. Waits at most that long for a packet.
    /// Errors: NotErased (it ended, or did not come so far in time).
    [[nodiscard]] Result<Finds> handed_over(int socket, std::chrono::milliseconds patience, Finds& words) const;
    /// Arguments, environment and names of open files.
    [[nodiscard]] Finds words_of(int pid) const;
    [[nodiscard]] Finds file(const std::filesystem::path& file) const;
    /// Files written since `since`; not those below `except`.
    [[nodiscard]] Finds folder(const std::filesystem::path& folder, std::filesystem::file_time_type since,
                               const std::filesystem::path& except) const;

private:
    struct Needle {
        std::string kind, form, bytes;
    };
    void scan_from(std::span<const std::uint8_t> bytes, std::size_t count, const std::string& where,
                   Finds& finds) const;

    std::vector<Needle> needles_;
    std::size_t longest_ = 0;
    std::multimap<std::uint32_t, std::size_t> by_start_;
    std::vector<bool> starts_ = std::vector<bool>(1 << 16);
};

/// Processes below `pid`, itself included.
[[nodiscard]] std::vector<int> family(int pid);
/// The process's state as the system names it: 'R', 'S', 'T', ...; 0: it is gone.
[[nodiscard]] char state_of(int pid);

}  // namespace vestibule::privacy
