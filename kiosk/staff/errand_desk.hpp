// errand_desk - carries out what an errand asks for: cameras are looked through, devices tested and bound, the case
// signed off, a stick loaded.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "drivers/camera/feed.hpp"
#include "drivers/machine/machine.hpp"
#include "kiosk/device/cameras_here.hpp"
#include "kiosk/device/enclosure/enclosure.hpp"
#include "kiosk/diagnostics/chart.hpp"
#include "kiosk/staff/errand_view.hpp"
#include "kiosk/staff/event.hpp"

namespace vestibule::staff {

struct ErrandSetup {
    const drivers::Clock* clock = nullptr;
    device::Ledger* ledger = nullptr;
    device::Enclosure* enclosure = nullptr;  ///< null: this kiosk has no case that could tell
    const device::Config* config = nullptr;
    drivers::Machine machine;
    std::filesystem::path state_folder, runtime_folder;
    std::filesystem::path hand_socket;  ///< of the root helper
    std::string device;                 ///< this kiosk's id
    bool made_up = false;  ///< films and simulated cameras may be bound, too
    std::function<Result<drivers::CameraFactory>(const std::string& source)> camera;
    std::function<std::string()> language{};  ///< of the screen, now
    std::function<void()> wake;               ///< from any thread
    std::function<void(const Error&)> complain;
};

/// Used by the main thread, as the desk is.
class ErrandDesk {
public:
    /// `ask`: a request of errand_work.hpp; whether its end is awaited. `failure`: where a technician reads what went
    /// wrong.
    using Ask = std::function<void(const char* word, const nlohmann::json& request, bool awaited)>;
    ErrandDesk(ErrandSetup setup, ErrandView& view, std::string& failure, Ask ask);
    ~ErrandDesk();
    ErrandDesk(const ErrandDesk&) = delete;
    ErrandDesk& operator=(const ErrandDesk&) = delete;

    /// Who stands there; for the journal.
    void meet(int person) { person_ = person; }
    /// What is done at once tells whether it came out well; nothing where the workshop will tell.
    std::optional<bool> carry_out(const Command& command, const Errand& errand);
    /// A line of the workshop's, if it is about an errand.
    void heard(const nlohmann::json& line);
    /// Whether what the workshop was asked for last came out well.
    [[nodiscard]] bool well(const Errand& errand) const;
    void bound(const Errand& errand);
    /// The record is signed and kept.
    void inspected();
    /// True where the view has changed. `squares`: of the glass, that have answered.
    bool pump(const Errand& errand);
    void squares(std::size_t answered) { answered_ = answered; }
    /// What came of a stick; nothing while it is awaited.
    std::optional<bool> take_stick();
    /// The same of a system that is copied from one.
    std::optional<bool> take_update();
    void pick(std::size_t choice);
    /// Everything that an errand holds is let go.
    void rest();
    [[nodiscard]] bool has_camera() const { return feed_ != nullptr; }
    [[nodiscard]] drivers::FramePtr newest_frame() const { return feed_ ? feed_->newest() : nullptr; }
    [[nodiscard]] bool may_go_on(const Errand& errand) const;

private:
    void look(Job job);
    void find(Job job);
    void open_camera(Job job);
    void try_out(Job job);
    void bind(Job job);
    void close_camera();
    [[nodiscard]] nlohmann::json request_for(Job job) const;
    bool sign_off(std::uint16_t reason);
    std::optional<bool> decommission();
    void count_duties();
    // inspect.cpp
    void look_back();
    void note(std::uint16_t option);
    void inspect();
    void load_stick();
    void update(Task task);
    void fail(const Error& error);

    ErrandSetup setup_;
    ErrandView& view_;
    std::string& failure_;
    Ask ask_;
    std::unique_ptr<drivers::CameraFeed> feed_;
    std::optional<diagnostics::ChartSight> sight_;
    drivers::TimePoint next_look_{};
    std::size_t answered_ = 0;
    Job began_ = Job::None;  ///< the journal has heard of it
    int person_ = 0;
    bool bound_ = false, installed_ = false;
};

}  // namespace vestibule::staff
