// fixture - a plausible visit of a synthetic patient for every step, as the screens would meet it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/journey/state.hpp"
#include "kiosk/visit/view.hpp"

namespace vestibule::ui::test {

inline constexpr std::uint8_t kAllAsks = journey::kAsksEmailCode | journey::kAsksPhoneCode | journey::kAsksAddress |
                                         journey::kAsksPassword | journey::kPhoneHandoff;

/// A visit in the middle of `step`, with everything that the steps before it brought.
[[nodiscard]] journey::State state_at(journey::Step step);

/// Owns what a view refers to.
class Fixture {
public:
    explicit Fixture(int places = 12, int connected = 9);
    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    /// Refers to this fixture.
    [[nodiscard]] visit::VisitView view(journey::Step step, const std::string& language = "en") const;
    void set_picture(capture::PicturePtr document, capture::PicturePtr face);

    std::vector<identity::Profile> providers;
    records::Profile network;
    std::array<privacy::SecretText, static_cast<std::size_t>(visit::FieldId::Count)> fields;
    identity::PhoneCode phone, portal;
    std::vector<records::Place> places;
    records::ShareReceipt receipt;
    int connected = 0;
    capture::PicturePtr document, face;
};

}  // namespace vestibule::ui::test
