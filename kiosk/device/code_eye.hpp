// code_eye - a camera that somebody holds something before: its newest picture, and the text of the code that it shows.
#pragma once

#include <memory>
#include <mutex>

#include "drivers/camera/feed.hpp"
#include "kiosk/device/os/capture_module.hpp"

namespace vestibule::device {

struct CodeEyeWiring {
    drivers::CameraFactory make;
    const drivers::Clock* clock = nullptr;
    std::function<void()> wake;  ///< from any thread
    ReadCode read;               ///< none: only the picture is of use
};

/// Open for as long as it lives. Used by the main thread.
class CodeEye {
public:
    CodeEye(CodeEyeWiring wiring, const drivers::CameraRequest& request);
    ~CodeEye();
    CodeEye(const CodeEye&) = delete;
    CodeEye& operator=(const CodeEye&) = delete;

    [[nodiscard]] drivers::FramePtr newest() const { return feed_.newest(); }
    [[nodiscard]] bool lost() const { return feed_.health() != drivers::CameraHealth::Alive; }
    /// What was read since it was asked last; empty: nothing.
    [[nodiscard]] std::string take_text();

private:
    void look(const drivers::FramePtr& frame);

    const ReadCode read_;
    const std::function<void()> wake_;
    std::mutex mutex_;
    std::string text_;  ///< by the camera's thread
    drivers::CameraFeed feed_;
};

}  // namespace vestibule::device
