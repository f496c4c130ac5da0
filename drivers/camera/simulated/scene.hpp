// scene - what the simulated camera sees and how it fails; can be changed while it runs.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace vestibule::drivers::simulated {

struct Scene {
    enum class Show : std::uint8_t {
        Auto,  // what the camera is wanted for: a face, or a licence's front
        Nothing,
        LicenseFront,
        LicenseBack,
        PassportPage,
        Face,
        TwoFaces,
    };
    enum class Fault : std::uint8_t {
        None,
        Missing,  // open() fails
        Frozen,   // the same frame, bit by bit, again and again
        Stopped,  // no frames
        Garbage,  // frames that are no pictures
        Hung,     // the device never answers again, as a driver that hangs
    };
    Show show = Show::Auto;
    Fault fault = Fault::None;
    /// A lamp beside those of the room.
    enum class Lamp : std::uint8_t {
        None,
        Above,   // so near that it burns out what is before the camera
        Behind,  // a window behind somebody, who is dark against it
        Beside,  // one half of a face lies in the dark
    };
    /// How somebody looks into the camera.
    enum class Head : std::uint8_t {
        Straight,
        Away,  // to one side
        Shut,  // straight, with eyes shut
    };
    Lamp lamp = Lamp::None;
    Head head = Head::Straight;
    bool blur = false;
    bool glare = false;
    bool dark = false;
    bool moving = false;  ///< waved about
    bool far = false;     ///< held too far away
    bool near = false;    ///< held too close
    bool aside = false;   ///< partly outside the picture
    bool tilted = false;  ///< held at a slant; of a head: to the shoulder
    /// The light of a screen before the face, as shares of red, green and blue; nothing: that of a white one.
    std::array<float, 3> screen{1, 1, 1};
    bool operator==(const Scene&) const = default;
};

/// The one scene of this process; any thread may call.
[[nodiscard]] Scene current_scene();
void set_scene(const Scene& scene);

/// Changes what the JSON object names and keeps the rest, e.g. {"show":"license-back","blur":true,"fault":"frozen"}.
/// {"reset":true} starts from the first scene. False, and nothing changes, when a key or a value is not known.
/// show: auto nothing license-front license-back passport-page face two-faces;
/// lamp: none above behind beside; head: straight away shut;
/// fault: none missing frozen stopped garbage hung; blur glare dark moving far near aside tilted: true or false;
/// screen: its light on the face, [red, green, blue] of 0..1 each.
bool steer(std::string_view json);

}  // namespace vestibule::drivers::simulated
