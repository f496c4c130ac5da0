// screens - what the installer shows on the way from a stick to a disk, in English and Spanish; pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/installer/hold.hpp"
#include "kiosk/notice/letters.hpp"

namespace vestibule::installer {

enum class Kind : std::uint8_t {
    Ask,      ///< words: the disk, its size; a third where it holds a kiosk already
    Several,  ///< words: how many disks
    Small,    ///< words: the disk, its size, what it lacks
    Write,    ///< words: the disk, its size
    Check,    ///< words: the disk, its size
    Done,
    Failed,  ///< words: why
};

struct Screen {
    Kind kind = Kind::Ask;
    std::vector<std::string> words;
    int permille = 0;  ///< of what is held, written or checked
};

/// Nothing for a name that no screen has, or with other words than it takes.
[[nodiscard]] std::optional<Screen> screen_of(const std::string& name, std::vector<std::string> words);

/// Whether a person answers it.
[[nodiscard]] bool has_answers(Kind kind);
/// What a finger there means; 0..1 from the left and the top. Everything but the disk's own half is no.
[[nodiscard]] Side side_at(Kind kind, float x);

[[nodiscard]] std::vector<std::string> lines_of(const Screen& screen);
void draw(const notice::Canvas& canvas, const Screen& screen);

}  // namespace vestibule::installer
