// decommission - a kiosk forgets what it is: a note first, then everything but the key that signs, a certificate, and
// the key; whatever ends the process in between, the next one goes on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "kiosk/decommission/certificate.hpp"
#include "kiosk/device/config.hpp"

namespace vestibule::decommission {

/// Who has said so, and what the later steps need of settings that will be gone.
struct Order {
    int person = 0;      ///< their number
    std::string device;  ///< this kiosk's id
    std::string language = "en";
    device::Config config;  ///< the one in use
};

/// From here on there is no way back. The kiosk's key is made where there is none: something must sign. Errors:
/// KeyUnusable, StoreFailed (the journal cannot be told), FileUnreadable.
Result<void> begin(const std::filesystem::path& state, const Order& order, const drivers::Clock& clock);
[[nodiscard]] bool is_under_way(const std::filesystem::path& state);

/// What is left of the settings for the screen of the certificate.
struct Remains {
    int person = 0;
    std::string language, printer;
    double diagonal_inch = 0;
};
/// Also where the note is broken: then with what a kiosk without settings has.
[[nodiscard]] Remains read_remains(const std::filesystem::path& state);

/// Hears what comes next: "erase PATH", "certificate", "key", "done".
using OnStep = std::function<void(const std::string& step)>;
/// Everything that is still to be done; done before, it gives the same certificate. Errors: FileUnreadable,
/// KeyUnusable; then it can be called again.
Result<Certificate> go_on(const std::filesystem::path& state, const drivers::Clock& clock, const OnStep& on_step = {});

/// The certificate was taken, or nobody wants it: a new journal says that the kiosk has forgotten, and the note goes.
/// Errors: StoreFailed, FileUnreadable.
Result<void> finish(const std::filesystem::path& state, const drivers::Clock& clock);

}  // namespace vestibule::decommission
