// budget - five failures within a minute, or one that must not happen, and the kiosk rests.
#include "kiosk/device/budget.hpp"

#include <algorithm>
#include <charconv>

namespace vestibule::device {

namespace {

using std::chrono::seconds;

constexpr std::size_t kFailuresMax = 5;
constexpr seconds kFailuresWithin{60};
constexpr int kSysexitsFirst = 64, kSysexitsLast = 78;
constexpr seconds kRestFirst{30};    // a camera or a display that somebody plugs in again is back by then
constexpr seconds kRestLongest{600};  // and a technician who has repaired something waits no longer than this
constexpr int kRestsCounted = 16;     // beyond it the pause grows no more

/// Takes a number off the front of the text; false when none stands there.
template <typename Number>
bool take_number(std::string_view& text, Number& number) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return true;
}

}  // namespace

bool stays_wrong(int code) {
    return code >= kSysexitsFirst && code <= kSysexitsLast;
}

bool gave_up(int code) {
    return code == kCameraOut || code == kTouchOut || code == kCaseOpened;
}

void Budget::ended(int code, seconds now) {
    if (code == kErased) {
        rests_ = 0;
        return;
    }
    if (code == kOutOfService) return;  // that is the budget's own refusal
    std::erase_if(failures_, [now](seconds at) { return now - at > kFailuresWithin || at > now; });
    failures_.push_back(now);
    const bool at_once = code == kNotErased || gave_up(code) || stays_wrong(code);
    if (failures_.size() >= kFailuresMax || at_once) out_of_service_ = code;
}

seconds Budget::rest() const {
    seconds rest = kRestFirst;
    for (int i = 0; i < rests_ && rest < kRestLongest; ++i) rest *= 2;
    return std::min(rest, kRestLongest);
}

void Budget::rested() {
    failures_.clear();
    out_of_service_ = 0;
    rests_ = std::min(rests_ + 1, kRestsCounted);
}

std::string Budget::text() const {
    std::string text = std::to_string(out_of_service_) + " " + std::to_string(rests_);
    for (const seconds at : failures_) text += " " + std::to_string(at.count());
    return text + "\n";
}

Budget Budget::read(std::string_view text) {
    Budget budget;
    int code = 0, rests = 0;
    if (!take_number(text, code) || !take_number(text, rests)) return budget;
    if (code < 0 || code > 255 || rests < 0) return budget;
    budget.out_of_service_ = code;
    budget.rests_ = std::min(rests, kRestsCounted);
    seconds::rep at = 0;
    while (budget.failures_.size() < kFailuresMax && take_number(text, at)) budget.failures_.emplace_back(at);
    return budget;
}

}  // namespace vestibule::device
