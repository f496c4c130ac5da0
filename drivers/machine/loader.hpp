// loader - opens a module with everything that it is linked to, one library at a time.
#pragma once

#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

/// The module stays until the process ends: what it made carries its code. The loader of the C library has one lock,
/// which every thread meets that loads anything - text conversion and graphics do in the middle of an event - and
/// which one call holds for all that it loads. So each library is opened by itself, those first that lead to no other,
/// and between two of them whoever waits gets the lock.
/// Errors: BadModule, with what the loader says.
[[nodiscard]] Result<void*> load_module(const std::string& path);
/// Errors: BadModule.
[[nodiscard]] Result<void*> load_symbol(const std::string& path, const char* name);

}  // namespace vestibule::drivers
