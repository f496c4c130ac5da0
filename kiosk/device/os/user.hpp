// user - the number of a user of this machine.
#pragma once

#include <sys/types.h>

#include <optional>

namespace vestibule::device {

/// Nothing when there is no such user.
[[nodiscard]] std::optional<uid_t> user_id(const char* name);

}  // namespace vestibule::device
