// rules - the rules of the house; each takes a file and tells every place where the file breaks it.
#pragma once

#include <string>
#include <vector>

#include "tests/tidy/source.hpp"

namespace vestibule::tidy {

/// "path:line: what is wrong", one each.
using Findings = std::vector<std::string>;

/// main -> ui -> kiosk -> drivers -> kiosk/privacy; journey and capture only themselves and privacy.
[[nodiscard]] Findings arrows(const File& file);
/// Headers of the operating system, SDL, libcurl and OpenCV only in the rooms that stand for them.
[[nodiscard]] Findings system_headers(const File& file);
/// "// name - what it is for."
[[nodiscard]] Findings opening(const File& file);
/// Files of 400 lines, lines of 120 columns, functions of 70 lines at most.
[[nodiscard]] Findings lengths(const File& file);
/// Calls that are not made here, and the few files that may.
[[nodiscard]] Findings banned(const File& file);
/// Nothing of a developer's own machine, no host of a package registry, no work left to do later.
[[nodiscard]] Findings strangers(const File& file);
/// A catalog has no empty and no fuzzy text.
[[nodiscard]] Findings catalog(const File& file);

}  // namespace vestibule::tidy
