// stage - a running screen as automation and the proof of erasure see it, whether a patient or the staff stand before
// it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/camera/feed.hpp"
#include "drivers/clock/clock.hpp"
#include "drivers/printer/printer.hpp"
#include "drivers/switches/switches.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/net/client.hpp"
#include "ui/toolkit/view.hpp"

namespace vestibule::ui {

class App;

class Stage {
public:
    virtual ~Stage() = default;
    [[nodiscard]] virtual View& view() = 0;
    /// Carries out what happened on the screen, whoever made it happen.
    virtual void happen(const Happening& happening) = 0;
    /// The tree of what is shown now.
    [[nodiscard]] virtual Node shown() = 0;
    /// Shows what has changed.
    virtual void refresh() = 0;
    [[nodiscard]] virtual std::string_view step() const = 0;
    /// Something is being waited for.
    [[nodiscard]] virtual bool waits() const = 0;
    /// Empties a field, as a test does before it types.
    virtual void clear_field(visit::FieldId) {}
    /// The kiosk that serves a patient; null where the staff stand.
    [[nodiscard]] virtual App* serving() { return nullptr; }
};

/// Whoever plays along besides whoever stands there: automation and simulated devices in vestibule-dev, the canary of
/// the proof of erasure. Called on the main thread, but for the cameras.
class Extras {
public:
    virtual ~Extras() = default;
    virtual const drivers::Clock& clock() = 0;
    /// The module for a source that only vestibule-dev knows ("simulated:..."); empty: not one of those.
    virtual std::string camera_module(const std::string& source) = 0;
    /// The services of this visit; null: the real ones.
    virtual std::unique_ptr<net::Client> client(const std::vector<identity::Profile>&) { return nullptr; }
    /// The camera for both roles; nothing: the configured ones.
    virtual std::optional<drivers::CameraFactory> camera() { return std::nullopt; }
    /// Where input devices stand, instead of where the display driver has them; empty: no difference.
    virtual std::filesystem::path input_folder() { return {}; }
    /// A made-up machine instead of this one, whose devices are then looked after whatever the display driver is.
    virtual std::filesystem::path machine_root() { return {}; }
    /// The switch of a made-up case; null: none, or the real one's.
    virtual std::unique_ptr<drivers::Switch> cover() { return nullptr; }
    /// A made-up printer of this name; null: the real one.
    virtual std::unique_ptr<drivers::Printer> printer(const std::string&) { return nullptr; }
    /// Where the root helper listens; empty: where it always does.
    virtual std::filesystem::path hand_socket() { return {}; }
    virtual void start(Stage& stage) = 0;
    virtual void pump(Stage& stage) = 0;
    /// The screen *Erasing* is shown; the patient's data goes next.
    virtual void before_erasing(App& app) = 0;
    /// The visit is forgotten and the window closed; the process exits next.
    virtual void before_exit() = 0;
};

}  // namespace vestibule::ui
