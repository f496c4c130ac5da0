// climber - takes devices up their ladders: each step is kept first, then taken, on a thread that nobody waits for.
#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/device/ladder/keeping.hpp"
#include "kiosk/hand/request.hpp"

namespace vestibule::device {

/// What a device shows at this moment. One that is not in use is neither.
enum class Condition : std::uint8_t { Rests, Works, Failed };

/// The callbacks come on the climber's own thread.
struct ClimberSetup {
    const drivers::Clock* clock = nullptr;
    std::function<Result<Standings>()> read;
    std::function<Result<void>(LadderId, const Standing&)> keep;
    std::function<Result<void>(const hand::Request&)> ask_hand;
    /// Keeps patients out as long as what it returns lives; null while one is here.
    std::function<std::shared_ptr<void>()> alone;
    std::function<void(const Error&)> complain;
    std::function<void()> wake;  ///< something was done
};

/// Used by the main thread. A ladder whose store does not work is climbed all the same, but for the reboot: what is not
/// kept would be tried again after it, for ever.
class Climber {
public:
    explicit Climber(ClimberSetup setup);
    ~Climber();
    Climber(const Climber&) = delete;
    Climber& operator=(const Climber&) = delete;

    /// `highest`: no step above this one now, since a patient is here.
    void look(LadderId id, Condition condition, ErrorCode code, Rung highest);
    /// The device is there, plugged in at this port; empty: at none that has a name.
    void seen(LadderId id, const std::string& port);

    /// False until what was kept has been read.
    [[nodiscard]] bool ready();
    /// Whether it was ever seen, in this process or before.
    [[nodiscard]] bool known(LadderId id) const { return known_[index(id)]; }
    /// Above the bottom: whether the device works again is to be found out.
    [[nodiscard]] bool climbing(LadderId id) const;
    /// A step is being kept or taken.
    [[nodiscard]] bool busy(LadderId id);
    /// How many steps this process has taken.
    [[nodiscard]] unsigned steps(LadderId id) const { return steps_[index(id)]; }
    /// The process shall end for this device: to be restarted, or to be out of service.
    struct Demand {
        LadderId ladder;
        Rung rung;
    };
    [[nodiscard]] std::optional<Demand> demand() const { return demand_; }

private:
    struct Job {
        LadderId id;
        Standing standing;
        bool climbs;  ///< false: it only has to be kept
    };
    struct Done {
        Job job;
        bool tried = false, alone = true;
    };
    static std::size_t index(LadderId id) { return static_cast<std::size_t>(id); }
    void order(Job job);
    void settle();
    void run();
    Done carry_out(const Job& job);
    Ladder& ladder(LadderId id);

    const ClimberSetup setup_;
    std::array<std::optional<Ladder>, static_cast<std::size_t>(LadderId::Count)> ladders_;
    std::array<bool, static_cast<std::size_t>(LadderId::Count)> known_{}, busy_{};
    std::array<unsigned, static_cast<std::size_t>(LadderId::Count)> steps_{};
    std::optional<Demand> demand_;
    bool ready_ = false;

    std::mutex mutex_;  // of what follows
    std::condition_variable changed_;
    std::vector<Job> jobs_;
    std::vector<Done> done_;
    std::optional<Standings> read_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace vestibule::device
