// render - puts the scene's objects before the background, as a lens would show them, in a few milliseconds.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "drivers/camera/camera.hpp"
#include "drivers/camera/simulated/motion.hpp"
#include "drivers/camera/simulated/objects.hpp"
#include "drivers/camera/simulated/scene.hpp"

namespace vestibule::drivers::simulated {

class Renderer {
public:
    /// The picture at `seconds` after opening: CV_8UC3, 1280x720, valid until the next call.
    const cv::Mat& render(const Scene& scene, CameraRole role, double seconds);
    /// Begins the noise again, as for a camera just opened: what was drawn before changes no frame after it.
    void begin() { turn_ = 0; }

private:
    enum class Thing : std::uint8_t { Front, Back, Passport, Person, Away, Shut, SecondPerson };
    const Object& object(Thing thing, bool blurred);
    const cv::Mat& background(bool room, bool blurred);
    void put(const Object& object, const Pose& pose, bool clamp_to_bottom);
    void documents(const Scene& scene, Thing thing, double seconds);
    void people(const Scene& scene, bool two, double seconds);
    void light(const Scene& scene, double seconds);
    void shine_on(cv::Mat& object, int left) const;

    std::map<std::pair<Thing, bool>, Object> objects_;
    std::map<std::pair<bool, bool>, std::vector<cv::Mat>> backgrounds_;
    std::size_t turn_ = 0;
    std::array<double, 3> screen_{1, 1, 1};  ///< light on people, red green blue
    Scene::Lamp lamp_ = Scene::Lamp::None;
    cv::Mat frame_, warped_, glare_;
};

/// What `Auto` means for a role.
[[nodiscard]] Scene::Show shown(const Scene& scene, CameraRole role);

}  // namespace vestibule::drivers::simulated
