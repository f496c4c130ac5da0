// budget - counts how one process after the other ended, and says when the kiosk is out of service and for how long.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace vestibule::device {

/// Exit codes of the kiosk's programs; beside them 64 to 78, as sysexits.h counts them.
inline constexpr int kErased = 0, kNotErased = 10, kDeviceFault = 11, kOutOfService = 12;
/// The ends of ladders: the kiosk has tried all there is to try.
inline constexpr int kCameraOut = 13, kTouchOut = 14;
/// The case was opened: nobody is served until a technician has signed that off.
inline constexpr int kCaseOpened = 16;
/// Staff have asked for technician mode, and there is no root helper that could start its unit.
inline constexpr int kStaffAsked = 15;

/// True where the kiosk itself has tried all there is to try: the last rung of a device's ladder, or an opened case.
[[nodiscard]] bool gave_up(int code);

/// True where another try cannot help: wrong options or configuration stay wrong.
[[nodiscard]] bool stays_wrong(int code);

/// One budget for crashes, device faults, unproved erasures and barks of the watchdog. Times count from the machine's
/// start, so that the next process can go on counting. A visit that ended well costs nothing.
class Budget {
public:
    /// A process ended with `code` (128 and the signal, when one ended it).
    void ended(int code, std::chrono::seconds now);
    /// Why the kiosk is out of service; 0 while it serves.
    [[nodiscard]] int out_of_service() const { return out_of_service_; }
    /// How long the notice stands before the kiosk is tried again: longer each time in a row.
    [[nodiscard]] std::chrono::seconds rest() const;
    /// The notice has stood; the kiosk is tried again with an empty count.
    void rested();

    /// As lines of text for the next process. What cannot be read counts as nothing.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static Budget read(std::string_view text);

private:
    std::vector<std::chrono::seconds> failures_;
    int out_of_service_ = 0;
    int rests_ = 0;  ///< in a row, without a good visit between them
};

}  // namespace vestibule::device
