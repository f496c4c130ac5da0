// machine - what the kernel tells of this computer in /sys, /proc and /run, below a root that tests replace.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vestibule::drivers {

/// One line of a mount table.
struct Mount {
    std::string device, place, type, options;
    [[nodiscard]] bool read_only() const;
};

/// Reads only; never waits longer than the file system does (a probe that may hang runs in a process of its own).
class Machine {
public:
    explicit Machine(std::filesystem::path root = "/") : root_(std::move(root)) {}

    /// The file's text without the white space at its ends; nothing when it cannot be read. At most 256 KiB.
    [[nodiscard]] std::optional<std::string> text(std::string_view path) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view path) const;
    [[nodiscard]] std::optional<std::vector<std::uint8_t>> bytes(std::string_view path) const;
    [[nodiscard]] std::vector<std::string> lines(std::string_view path) const;
    /// The names in a folder, sorted; none when it is not there.
    [[nodiscard]] std::vector<std::string> names(std::string_view folder) const;
    [[nodiscard]] bool has(std::string_view path) const;
    /// The last part of what a symbolic link points to; empty when it is none.
    [[nodiscard]] std::string link(std::string_view path) const;
    /// Where it really is, every symbolic link followed; empty when it is not there.
    [[nodiscard]] std::filesystem::path real(std::string_view path) const;
    [[nodiscard]] std::vector<Mount> mounts() const;
    /// A word of the kernel's command line: "panic=10" gives "10" for "panic", "quiet" gives "" for "quiet".
    [[nodiscard]] std::optional<std::string> kernel_option(std::string_view name) const;

    [[nodiscard]] std::filesystem::path at(std::string_view path) const;

private:
    std::filesystem::path root_;
};

[[nodiscard]] std::vector<std::string> words_of(std::string_view line);

}  // namespace vestibule::drivers
