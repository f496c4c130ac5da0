// scenes - drawn scenes as frames, for tests that look at pictures.
#pragma once

#include <opencv2/core.hpp>

#include "drivers/camera/simulated/jpeg.hpp"
#include "drivers/camera/simulated/render.hpp"
#include "kiosk/capture/capture.hpp"

namespace vestibule::capture::test {

using drivers::CameraRole;
using drivers::simulated::Scene;

/// A camera that shows a scene, with time that the test moves.
class Stage {
public:
    explicit Stage(Scene shown, CameraRole wanted = CameraRole::Document) : scene(shown), role(wanted) {
        renderer().begin();
    }
    /// The next frame, 40 ms later.
    PictureView next() {
        seconds_ += 0.04;
        cv::Mat picture = renderer().render(scene, role, 1 + seconds_);
        if (mirrors) {
            cv::Mat turned;
            cv::flip(picture, turned, 1);
            picture = turned;
        }
        jpeg_ = drivers::simulated::pack_jpeg(picture, 88);
        return {.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg_};
    }
    [[nodiscard]] std::chrono::nanoseconds now() const {
        return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds_ * 1e9));
    }

    Scene scene;
    CameraRole role;
    bool mirrors = false;  ///< by the camera's firmware

    /// One for all tests of a program: drawing the objects is the slow part.
    static drivers::simulated::Renderer& renderer() {
        static drivers::simulated::Renderer one;
        return one;
    }

private:
    privacy::WipedBytes jpeg_;
    double seconds_ = 0;
};

/// Shows a scene to a session for some frames, or until it takes the picture.
inline Verdict show(Session& session, Stage& stage, int frames) {
    Verdict verdict;
    for (int frame = 0; frame < frames && !verdict.take; ++frame) {
        const PictureView view = stage.next();
        verdict = session.look(view, stage.now());
    }
    return verdict;
}

}  // namespace vestibule::capture::test
