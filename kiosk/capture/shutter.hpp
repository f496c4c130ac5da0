// shutter - goes when enough good frames followed each other for long enough; single bad ones are forgiven.
#pragma once

#include <chrono>

namespace vestibule::capture {

class Shutter {
public:
    Shutter(int frames, std::chrono::nanoseconds time) : frames_(frames), time_(time) {}

    /// True when the picture is to be taken now.
    bool see(bool good, std::chrono::nanoseconds now);
    /// 0..1
    [[nodiscard]] float closed() const { return closed_; }
    /// No good frame is being counted: what was kept of an earlier run is of no use.
    [[nodiscard]] bool idle() const { return good_ == 0; }
    void reset();

private:
    int frames_;
    std::chrono::nanoseconds time_;
    int good_ = 0;
    int bad_in_a_row_ = 0;
    std::chrono::nanoseconds since_{};
    float closed_ = 0;
};

}  // namespace vestibule::capture
