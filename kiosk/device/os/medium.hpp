// medium - the USB stick that a folder lies on, by what its maker has burnt into it: a copy of its files is another
// one.
#pragma once

#include <filesystem>
#include <string>

#include "drivers/machine/machine.hpp"

namespace vestibule::device {

/// "0781:5581:4C530001230101117392": vendor, product and serial number; empty where the folder lies on no USB device,
/// or on one without a serial number. A file system's own number is no help: whoever copies a stick block by block has
/// it.
[[nodiscard]] std::string medium_of(const std::filesystem::path& folder,
                                    const drivers::Machine& machine = drivers::Machine());

}  // namespace vestibule::device
