// kit - a kiosk's store with a life behind it, and certificates for its facility's servers.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/journal/store.hpp"
#include "tests/device/place.hpp"
#include "tests/net/certificates.hpp"

namespace vestibule::device::testing {

using journal::Say;

/// A clock a few hours ahead of the build's day, whichever that is.
class Kiosk : public ::testing::Test {
protected:
    Kiosk() {
        clock_.set_wall(std::chrono::floor<std::chrono::hours>(drivers::SystemClock().wall()));
        std::filesystem::create_directories(state());
        authority_.write(place_ / "ca.pem");
        net::testing::write_pem(authority_.sign("DNS:kiosk"), place_ / "kiosk.pem");
    }
    [[nodiscard]] std::filesystem::path state() const { return place_ / "state"; }
    [[nodiscard]] journal::Store store() const { return std::move(journal::Store::open(state(), clock_)).value(); }
    void write(const std::vector<journal::NewEntry>& entries) const {
        journal::Store opened = store();
        const auto written = opened.transaction([&]() -> Result<void> {
            for (const journal::NewEntry& entry : entries) {
                if (Result<void> one = opened.append(entry); !one) return one;
            }
            return {};
        });
        ASSERT_TRUE(written.ok()) << written.error().sentence();
    }
    static journal::NewEntry a_visit(journal::Ending ending = journal::Ending::Done) {
        using enum journal::Check;
        return Say::visit_erased(ending, journal::Within::In20Ms, journal::Within::In1S, Passed, Passed, Passed,
                                 NotMade);
    }
    void next_hour() { clock_.advance(std::chrono::hours(1)); }

    const Place place_;
    drivers::SimulatedClock clock_;
    const net::testing::Authority authority_;
};

}  // namespace vestibule::device::testing
