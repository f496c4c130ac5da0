// updater - one round of looking for an update and bringing it as far as it may go now, without meeting a patient.
#pragma once

#include <optional>

#include "kiosk/device/day_time.hpp"
#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/device/pause.hpp"
#include "kiosk/device/update/ddi.hpp"
#include "kiosk/device/update/fetch.hpp"
#include "kiosk/device/update/installer.hpp"
#include "kiosk/device/update/state.hpp"

namespace vestibule::device {

struct UpdaterSetup {
    std::filesystem::path state_folder;
    std::string server;  ///< "https://host/TENANT"; empty: bundles come by hand only
    std::string device;  ///< the controller's id
    std::string site;
    std::string version;  ///< what runs; an older one is refused
    std::string boot;     ///< another text after each start of the machine; empty: not known
    std::optional<DayTime> window;
    const drivers::Clock* clock = nullptr;
    Pause::Random random;
    net::Client* client = nullptr;
    Installer* installer = nullptr;
    std::function<std::optional<VisitGate>()> close_for_patients;
    std::function<Result<void>()> restart;  ///< of the machine
    std::function<bool()> staff_here;       ///< a round gives way to what they may have brought; may be none
    std::function<void(const journal::NewEntry&)> record;  ///< into the journal; may be none
    bool now = false;                       ///< also before the server wants to be asked again
    std::int64_t part_bytes = std::int64_t{4} * 1024 * 1024;
};

struct UpdateRound {
    std::string words;
    bool good = true;  ///< false: a person should look at it, or the same again may help
};

class Updater {
public:
    explicit Updater(UpdaterSetup setup);

    /// Asks the server, fetches, installs inside the window, tells what became of it. Blocks.
    UpdateRound round();
    /// The version of a bundle that a person brought, if it may be installed. Errors: BundleNotSigned, BundleNotNewer
    /// (also the very version that runs); the journal keeps them.
    Result<std::string> look_at(const std::filesystem::path& bundle);
    /// Installs a bundle that a person brought: at once, but not while a patient is here. Errors: BundleNotSigned,
    /// BundleNotNewer, BundleNotApplied, Cancelled (a patient is here).
    Result<void> install_file(const std::filesystem::path& bundle, const std::function<void(int percent)>& told);

private:
    Result<std::string> get(const std::string& link);
    Result<void> send(net::Method method, const std::string& link, const std::string& body);
    Result<void> tell(const ddi::Feedback& feedback);
    Result<ddi::Poll> poll();
    Result<void> settle();
    Result<void> settle_a_persons();
    Result<void> obey_cancel(const std::string& link);
    Result<void> take_on(const std::string& link);
    Result<void> download(const ddi::Deployment& deployment);
    bool still_wanted(const ddi::Deployment& deployment, std::int64_t done);
    Result<void> install_when_allowed(const ddi::Deployment& deployment);
    Result<void> check_bundle(const std::filesystem::path& bundle);
    Result<void> apply(const std::filesystem::path& bundle, const std::function<void(int percent)>& told);
    Result<void> close(bool good, std::string detail);
    Result<void> restart();
    Result<void> remember();
    void forget();
    [[nodiscard]] bool in_window() const;
    void record(const journal::NewEntry& entry) const;
    Result<void> refuse(const Error& why);

    UpdaterSetup setup_;
    UpdateState state_;
    std::string words_;
    std::string bundle_version_;  ///< as the bundle names it
    std::chrono::seconds wait_{};
    drivers::WallTime looked_{};
    int told_tenth_ = 0;
};

/// Whether version `a` is older than `b`: numbers between dots, compared one by one; what is no number counts as 0.
[[nodiscard]] bool older(std::string_view a, std::string_view b);
/// As the journal writes a version: "1.2.3" is 1002003, an image's "20261201.0204.de52a4d2" is 202612010204.
[[nodiscard]] std::int64_t version_number(std::string_view version);

}  // namespace vestibule::device
