// held_code - a picture of a code on paper, as a camera sees it held up in a room.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/device/os/child.hpp"

namespace vestibule::flows {

inline int run(const std::vector<std::string>& words) {
    const auto end = device::run_child(words, std::chrono::seconds(60));
    return end ? end->code : -1;
}

/// `side`: of the code, in pixels. The camera's source.
inline std::string held_before_camera(const std::string& code, const std::filesystem::path& folder, int side = 460) {
    std::filesystem::create_directories(folder);
    const std::string size = std::to_string(side) + "x" + std::to_string(side);
    EXPECT_EQ(run({"/usr/bin/convert", code,     "-resize",           size,       "-bordercolor", "white",
                   "-border",          "40",     "-background",       "#8a8f88",  "-rotate",      "7",
                   "-gravity",         "center", "-extent",           "1280x720", "-blur",        "0x0.7",
                   "-quality",         "88",     folder / "frame.jpg"}),
              0);
    return "folder:" + folder.string();
}

}  // namespace vestibule::flows
