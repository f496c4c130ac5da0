// verify - judges exports of a journal by themselves and against each other, without the kiosk that made them.
#pragma once

#include "kiosk/device/journal/export.hpp"

namespace vestibule::journal {

/// A file that was read, or why it could not be.
struct Evidence {
    std::string file;
    Result<Export> content;
};

struct Verdict {
    std::vector<std::string> problems;  ///< something was altered, is missing, was reordered, or cannot be told
    std::vector<std::string> notes;     ///< what holds, and how far
    [[nodiscard]] bool good() const { return problems.empty(); }
};

/// `trusted`: the key that must have signed; none: any, but the same one in all files.
[[nodiscard]] Verdict verify(const std::vector<Evidence>& files, const std::optional<PublicKey>& trusted);

}  // namespace vestibule::journal
