// hands - the tests that need somebody, in the order in which a guided walk goes through them.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "kiosk/staff/mode.hpp"
#include "kiosk/staff/state.hpp"

namespace vestibule::staff {

struct HandTest {
    Hand hand;
    Step step;             ///< the screen that it is made on
    std::string_view id;   ///< as its result is kept
    std::string_view key;  ///< of its words in the catalogs: staff.hand.KEY and staff.hand.KEY.what
    const char* title;     ///< empty: `vestibulectl diagnose` has the same test, and its title
};

inline constexpr std::array<HandTest, static_cast<std::size_t>(Hand::Count)> kHands{{
    {Hand::Touch, Step::Touch, "hands.touch", "touch", "Touch screen, by hand"},
    {Hand::Keypad, Step::Keypad, "hands.keypad", "keypad", ""},
    {Hand::Display, Step::Colours, "hands.display", "display", "Display, by eye"},
    {Hand::BurnIn, Step::Colours, "hands.burn-in", "burn_in", "Display's old shadows, by eye"},
    {Hand::Upright, Step::Asked, "hands.upright", "upright", "Display upright, by eye"},
    {Hand::SoundLeft, Step::Asked, "hands.sound-left", "sound_left", "Sound in the left ear, by ear"},
    {Hand::SoundRight, Step::Asked, "hands.sound-right", "sound_right", "Sound in the right ear, by ear"},
    {Hand::Headphones, Step::Moved, "hands.headphones", "headphones", ""},
    {Hand::Presence, Step::Moved, "hands.presence", "presence", ""},
    {Hand::Cover, Step::Moved, "hands.cover", "cover", ""},
    {Hand::Printer, Step::Asked, "hands.printer", "printer", "Printer's test page, by eye"},
    {Hand::Chart, Step::Moved, "camera.both.chart", "chart", ""},
    {Hand::DocumentChart, Step::Moved, "camera.document.chart", "document_chart", ""},
    {Hand::FaceChart, Step::Moved, "camera.face.chart", "face_chart", ""},
}};

[[nodiscard]] constexpr const HandTest& hand_test(Hand hand) {
    return kHands.at(static_cast<std::size_t>(hand));
}

[[nodiscard]] constexpr std::optional<Hand> hand_of(std::string_view id) {
    for (const HandTest& one : kHands) {
        if (one.id == id) return one.hand;
    }
    return std::nullopt;
}

/// Where a guided walk goes on, at `from` or behind it; nothing when all are through or its time is over.
template <typename Has>
[[nodiscard]] constexpr std::optional<std::size_t> next_of_walk(std::size_t from, std::chrono::nanoseconds walked,
                                                                const Has& has) {
    for (std::size_t at = from; walked < kGuided && at < kHands.size(); ++at) {
        if (has(kHands.at(at).hand)) return at;
    }
    return std::nullopt;
}

}  // namespace vestibule::staff
