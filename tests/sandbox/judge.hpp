// judge - looks at a picture that arrived as a provider would: is it the thing it is said to be, and can it be read?
#pragma once

#include <string>

#include "tests/sandbox/world.hpp"

namespace vestibule::sandbox {

/// `kind`: "document-front", "document-back" or "face". The reason is "good" or one of the protocol's reasons.
Verdict judge(const std::string& kind, const std::string& jpeg);

/// The document alone, straightened: at 300 DPI, upright, not mirrored, and the one that stands in `frame`, which was
/// judged before.
Verdict judge_rectified(const std::string& jpeg, const std::string& frame);

}  // namespace vestibule::sandbox
