// visit - owns one patient's data, carries out the journey's commands on real devices and services, and forgets.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "drivers/camera/feed.hpp"
#include "drivers/clock/clock.hpp"
#include "kiosk/capture/capture.hpp"
#include "kiosk/identity/provider.hpp"
#include "kiosk/journey/deadlines.hpp"
#include "kiosk/journey/event.hpp"
#include "kiosk/net/client.hpp"
#include "kiosk/records/network.hpp"
#include "kiosk/visit/inbox.hpp"
#include "kiosk/visit/patient.hpp"
#include "kiosk/visit/view.hpp"

namespace vestibule::visit {

/// The parts that are loaded after the first frame: the camera's module and the capture engine.
struct Eyes {
    drivers::CameraFactory document, face;
    std::shared_ptr<capture::Engine> engine;
    // Where a simulation must have no threads. Null: a CameraFeed, and a thread of its own that erasing waits for.
    std::function<std::unique_ptr<drivers::Feed>(drivers::CameraFeedWiring)> make_feed{};
    std::function<void(std::function<void()>)> aside{};  ///< carries out what takes long
};

/// One event and what the journey made of it; neither has anything of the patient.
struct Stepped {
    journey::State before;
    std::variant<journey::Event, journey::OverlayEvent> event;
    journey::Next next;
};

struct Setup {
    std::vector<identity::Profile> providers;
    records::Profile network;
    std::vector<std::string> languages;  ///< codes, in the order of the language button
    std::size_t language = 0;            ///< these three are the last visit's while *Erased* is shown
    int text_size = 0, theme = 0;
    std::string facility_name, desk;
    const device::Logo* logo = nullptr;  ///< these two outlive the visit
    const device::SiteTexts* texts = nullptr;
    bool document_tray = false;  ///< documents are laid into a tray
    int mains_hz = 60;
    bool colours = false;         ///< the screen may show its colours to a face, where the patient lets it
    std::string country = "USA";  ///< of the facility: ISO 3166-1 alpha-3
    bool test_kiosk = false;  ///< every screen says that this is not for patients
    LastVisit last;
    int out_of_service_code = 0;  ///< not 0: no patient is served
    const drivers::Clock* clock = nullptr;
    net::Duties* duties = nullptr;                     ///< keeps what services must be told later; null: nobody does
    std::function<void()> wake;                        ///< from any thread: something waits in the inbox
    std::function<void(ErrorCode)> fault;              ///< a device does not work; null: nobody asks
    std::function<void(const journey::State&)> moved;  ///< after each change of step or overlay; null: nobody asks
    std::function<void(const Stepped&)> stepped;       ///< after each event, before its commands; null: nobody asks
};

/// Used by the main thread alone, but for `wake`.
class Visit {
public:
    explicit Visit(Setup setup);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

    /// The network is there, after the first frame; `client` must outlive the visit.
    void services_ready(net::Client& client) { client_ = &client; }
    /// The eyes are open, or could not be opened; once.
    void eyes_opened(Result<Eyes> eyes);

    /// `generation`: of the screen that was touched. A touch on a screen that is gone does nothing but show a human;
    /// only help, start over, stop and the answers to them act even then.
    void handle(const Intent& intent) { handle(intent, state_.generation); }
    void handle(const Intent& intent, std::uint32_t generation);
    void type_into(FieldId field, std::string_view characters);
    void erase_last_of(FieldId field);
    void clear_field(FieldId field);

    /// Carries out what has arrived and what is due. Call it after each wake and at `due()`.
    void pump();
    [[nodiscard]] std::optional<drivers::TimePoint> due() const;

    /// After the screen *Erasing* is shown: forgets everything. Then `over()`.
    [[nodiscard]] bool wants_erasing() const { return wants_erasing_; }
    void erase();
    [[nodiscard]] bool over() const { return over_; }
    /// What there was to erase, as catalog keys.
    [[nodiscard]] const std::vector<std::string>& erased() const { return erased_; }

    [[nodiscard]] const journey::State& state() const { return state_; }
    [[nodiscard]] const VisitView& view();
    /// Something of the visit before must still be told to a service; *Erased* says so.
    void tell_still_to_deliver();
    /// Whether the time can be believed; until then no service is spoken to, and the screens say why.
    void set_clock_trusted(bool trusted);
    /// The display is wider than high.
    void set_wide(bool wide) { view_.wide = wide; }
    /// Counts every change of what the view shows.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] drivers::FramePtr newest_frame() const;
    /// The camera that is in use, and what is thought of it; nothing while none is.
    struct CameraUsed {
        drivers::CameraRole role;
        drivers::CameraHealth health;
    };
    [[nodiscard]] std::optional<CameraUsed> camera_used() const;
    /// When the camera's threads last turned; nothing while no camera is in use.
    [[nodiscard]] std::optional<drivers::TimePoint> camera_turned() const;
    [[nodiscard]] std::size_t language() const { return language_; }

private:
    friend class IdentityWork;
    friend class RecordsWork;
    friend class CaptureWork;

    void event(journey::Event event);
    void overlay(journey::OverlayEvent event);
    template <typename E>
    void decide(const E& event);
    void take(const journey::Next& next);
    void carry_out(const journey::Command& command);
    void answer(std::uint32_t request, journey::Outcome outcome, std::uint16_t value = 0, std::uint16_t value2 = 0);
    void go_on(const journey::Event& pressed);
    void choose(const Intent& intent, std::uint32_t generation);
    void change(const Intent& intent);
    void toggle_category(const Intent& intent);
    void human();
    bool run_timers();
    void changed() { ++version_; }
    [[nodiscard]] bool anything_to_share() const;
    [[nodiscard]] const identity::Profile* provider() const;
    [[nodiscard]] std::string time_now() const;

    Setup setup_;
    net::Client* client_ = nullptr;
    journey::State state_;
    Patient patient_;
    VisitView view_;
    std::uint64_t version_ = 1;
    std::size_t language_ = 0;
    bool form_tried_ = false;
    bool wants_erasing_ = false, over_ = false;
    std::vector<std::string> erased_;
    drivers::TimePoint human_since_, step_since_, overlay_since_;
    drivers::TimePoint asked_since_;  ///< when a service was last asked for something
    int seconds_left_shown_ = 0;

    std::shared_ptr<Inbox> inbox_;
    std::unique_ptr<class IdentityWork> identity_;
    std::unique_ptr<class RecordsWork> records_;
    std::unique_ptr<class CaptureWork> capture_;
};

}  // namespace vestibule::visit
