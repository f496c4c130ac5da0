// updater - poll, settle, cancel, fetch, install, tell; every step is remembered before the next.
#include "kiosk/device/update/updater.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kiosk/net/answer.hpp"
#include "kiosk/net/blocking.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kPauseName = "updates";
constexpr std::chrono::seconds kSleepAtLeast{30}, kSleepAtMost{86'400};  // whatever a server asks for
constexpr std::chrono::seconds kLookAgain{30};  // a download takes long; it may be cancelled meanwhile
constexpr int kBundleTries = 2;                 // a bundle whose hash is wrong twice is wrong at the server
constexpr const char* kHal = "application/hal+json";

int next_number(std::string_view& text) {
    int number = 0;
    const std::string_view part = text.substr(0, text.find('.'));
    std::from_chars(part.data(), part.data() + part.size(), number);
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    return number;
}

}  // namespace

bool older(std::string_view a, std::string_view b) {
    while (!a.empty() || !b.empty()) {
        const int left = next_number(a), right = next_number(b);
        if (left != right) return left < right;
    }
    return false;
}

std::int64_t version_number(std::string_view version) {
    constexpr int kDayLeast = 19'700'101;
    const std::int64_t first = std::max(next_number(version), 0);
    // An image is named by the day and the minute of its commit.
    if (first >= kDayLeast) return first * 10'000 + std::clamp(next_number(version), 0, 2'359);
    std::int64_t number = std::min<std::int64_t>(first, 99'999);
    for (int part = 1; part < 3; ++part) number = number * 1'000 + std::clamp(next_number(version), 0, 999);
    return number;
}

Updater::Updater(UpdaterSetup setup) : setup_(std::move(setup)), state_(read_update_state(setup_.state_folder)) {}

Result<std::string> Updater::get(const std::string& link) {
    net::Request request;
    request.url = link;
    request.headers = {{"Accept", kHal}};
    const auto answer = net::ask(*setup_.client, std::move(request));
    if (!answer) return answer.error();
    if (answer->status != 200) {
        wait_ = std::chrono::seconds(std::max<std::int64_t>(0, answer->retry_after_s));
        return net::status_error(link, *answer);
    }
    const auto& bytes = answer->body.reveal();  // links and names: nobody's secret
    return std::string(bytes.begin(), bytes.end());
}

Result<void> Updater::send(net::Method method, const std::string& link, const std::string& body) {
    net::Request request;
    request.method = method;
    request.url = link;
    request.headers = {{"Accept", kHal}};
    request.content_type = "application/json";
    request.body = privacy::SecretBytes(privacy::WipedBytes(body.begin(), body.end()));
    const auto answer = net::ask(*setup_.client, std::move(request));
    if (!answer) return answer.error();
    // Gone or not found: the server has no such action any more, so there is nothing left to tell.
    if ((answer->status >= 200 && answer->status < 300) || answer->status == 404 || answer->status == 410) return {};
    wait_ = std::chrono::seconds(std::max<std::int64_t>(0, answer->retry_after_s));
    return net::status_error(link, *answer);
}

Result<void> Updater::tell(const ddi::Feedback& feedback) {
    if (state_.feedback.empty()) return {};
    return send(net::Method::Post, state_.feedback, ddi::write_feedback(feedback, setup_.clock->wall()));
}

Result<ddi::Poll> Updater::poll() {
    const auto body = get(net::join(setup_.server, "controller/v1/" + net::path_segment(setup_.device)));
    if (!body) return body.error();
    looked_ = setup_.clock->wall();
    return ddi::read_poll(*body);
}

Result<void> Updater::remember() {
    return write_update_state(setup_.state_folder, state_);
}

void Updater::forget() {
    std::error_code error;
    std::filesystem::remove(update_file(setup_.state_folder), error);
    state_ = {};
}

bool Updater::in_window() const {
    return !setup_.window || within(*setup_.window, minute_of_day(setup_.clock->wall()));
}

/// The end is remembered before it is told: a server that cannot be reached hears it later.
Result<void> Updater::close(bool good, std::string detail) {
    std::error_code error;
    std::filesystem::remove(update_file(setup_.state_folder), error);
    state_.phase = UpdatePhase::Closing;
    state_.good = good;
    state_.detail = std::move(detail);
    words_ = state_.detail;
    if (Result<void> kept = remember(); !kept) return kept;
    return settle();
}

void Updater::record(const journal::NewEntry& entry) const {
    if (setup_.record) setup_.record(entry);
}

/// A bundle that cannot be installed: the journal keeps it, and the server hears of it.
Result<void> Updater::refuse(const Error& why) {
    const std::string& version = bundle_version_.empty() ? state_.version : bundle_version_;
    record(journal::Say::update_refused(version_number(version), why.code));
    return close(false, why.sentence());
}

/// What an earlier round, or an earlier start of the machine, has left to do.
Result<void> Updater::settle() {
    if (state_.phase == UpdatePhase::Closing) {
        words_ = state_.detail;
        Result<void> told =
            tell({.execution = "closed", .finished = state_.good ? "success" : "failure", .detail = state_.detail});
        if (!told) return told;
        forget();
        return remember();
    }
    if (Result<void> known = settle_a_persons(); !known) return known;
    if (state_.phase != UpdatePhase::Restarting) return {};
    // Where the start cannot be told, only the slot can: a kiosk must not be restarted for ever.
    if (!setup_.boot.empty() && state_.boot == setup_.boot)
        return in_window() || state_.action.empty() ? restart() : Result<void>();
    const auto slot = setup_.installer->running();
    if (!slot) return slot.error();
    if (slot->name == state_.slot) {
        record(journal::Say::update_fell_back(version_number(state_.version)));
        return close(false, "the kiosk fell back to its old system");
    }
    if (!slot->good) {
        words_ = "the new system runs and is not marked as good yet";
        return {};
    }
    record(journal::Say::update_proved(version_number(state_.version)));
    return close(true, "the new system runs");
}

Result<void> Updater::obey_cancel(const std::string& link) {
    const auto body = get(link);
    if (!body) return body.error();
    const auto stop = ddi::read_cancel(*body);
    if (!stop) return stop.error();
    const bool ours = state_.action == *stop;
    const bool too_late = ours && (state_.phase == UpdatePhase::Installing || state_.phase == UpdatePhase::Restarting);
    if (ours && !too_late) {
        forget();
        if (Result<void> kept = remember(); !kept) return kept;
    }
    words_ = too_late ? "a cancellation came too late" : "the update was cancelled";
    const ddi::Feedback feedback = too_late
                                       ? ddi::Feedback{.execution = "rejected", .detail = words_}
                                       : ddi::Feedback{.execution = "closed", .finished = "success", .detail = words_};
    return send(net::Method::Post, ddi::feedback_link(link), ddi::write_feedback(feedback, setup_.clock->wall()));
}

Result<void> Updater::take_on(const std::string& link) {
    const auto body = get(link);
    if (!body) return body.error();
    const auto deployment = ddi::read_deployment(*body);
    if (!deployment) return deployment.error();
    if (state_.action == deployment->id && state_.phase == UpdatePhase::Restarting) return {};
    if (state_.action != deployment->id || state_.sha256 != deployment->sha256) {
        forget();
        state_.action = deployment->id;
        state_.version = deployment->version;
        state_.sha256 = deployment->sha256;
        state_.size_bytes = deployment->size_bytes;
        state_.feedback = ddi::feedback_link(link);
    }
    if (deployment->download == ddi::Handling::Skip) {
        words_ = "an update is announced, not to be downloaded yet";
        state_.phase = UpdatePhase::Idle;
        return remember();
    }
    // One that was being installed when the power went lies whole on the disk; the slot is written again.
    const bool here = state_.phase == UpdatePhase::Waiting || state_.phase == UpdatePhase::Installing;
    if (!here) {
        if (Result<void> done = download(*deployment); !done) return done;
    }
    if (state_.phase == UpdatePhase::Waiting || state_.phase == UpdatePhase::Installing) {
        return install_when_allowed(*deployment);
    }
    return {};
}

/// Asked after each part: tells every tenth, and looks whether the server still wants it.
bool Updater::still_wanted(const ddi::Deployment& deployment, std::int64_t done) {
    const int tenth = static_cast<int>(done * 10 / deployment.size_bytes);
    if (tenth > told_tenth_) {
        told_tenth_ = tenth;
        (void)tell({.execution = "proceeding", .detail = "downloading", .done = tenth, .of = 10}).ok();
    }
    if (setup_.staff_here && setup_.staff_here()) return false;  // the parts stay for the next round
    if (setup_.clock->wall() - looked_ < kLookAgain) return true;
    const auto now = poll();
    return !now || now->cancel.empty();  // who cannot be asked has not said no
}

Result<void> Updater::download(const ddi::Deployment& deployment) {
    state_.phase = UpdatePhase::Downloading;
    if (Result<void> kept = remember(); !kept) return kept;
    const auto fetched = fetch(*setup_.client,
                               {.link = deployment.link,
                                .sha256 = deployment.sha256,
                                .size_bytes = deployment.size_bytes,
                                .file = update_file(setup_.state_folder),
                                .part_bytes = setup_.part_bytes,
                                .go_on = [&](std::int64_t done) { return still_wanted(deployment, done); }},
                               wait_);
    if (!fetched && fetched.error().code == ErrorCode::StoreFailed) return refuse(fetched.error());
    if (!fetched) return fetched.error();
    if (*fetched == Fetched::Stopped) {
        const auto again = poll();
        if (!again) return again.error();
        return again->cancel.empty() ? Result<void>() : obey_cancel(again->cancel);
    }
    if (*fetched == Fetched::Spoiled) {
        if (++state_.tries >= kBundleTries)
            return refuse({ErrorCode::Nonsense, "the bundle's hash is not the one that was announced"});
        if (Result<void> kept = remember(); !kept) return kept;
        return Error{ErrorCode::Nonsense, "the bundle's hash is not the one that was announced; it is fetched again"};
    }
    state_.phase = UpdatePhase::Waiting;
    words_ = "an update is here and waits for its window";
    if (Result<void> kept = remember(); !kept) return kept;
    return tell({.execution = "downloaded", .detail = words_});
}

Result<void> Updater::check_bundle(const std::filesystem::path& bundle) {
    const auto about = setup_.installer->inspect(bundle);
    if (!about) return about.error();
    bundle_version_ = about->version;
    if (older(about->version, setup_.version)) {
        return Error{ErrorCode::BundleNotNewer,
                     fmt::format("version {} is older than {}, which runs", about->version, setup_.version)};
    }
    return {};
}

Result<void> Updater::apply(const std::filesystem::path& bundle, const std::function<void(int percent)>& told) {
    const auto slot = setup_.installer->running();
    if (!slot) return slot.error();
    state_.slot = slot->name;
    state_.boot = setup_.boot;
    if (state_.version.empty()) state_.version = bundle_version_;  // one that a person has brought
    state_.phase = UpdatePhase::Installing;
    if (Result<void> kept = remember(); !kept) return kept;
    if (Result<void> installed = setup_.installer->install(bundle, told); !installed) return installed;
    state_.phase = UpdatePhase::Restarting;
    record(journal::Say::update_installed(version_number(state_.version)));
    return remember();
}

Result<void> Updater::install_when_allowed(const ddi::Deployment& deployment) {
    words_ = "an update is here and waits for its window";
    if (deployment.update == ddi::Handling::Skip || !deployment.window_open || !in_window()) return {};
    const auto gate = setup_.close_for_patients();
    if (!gate) {
        words_ = "an update is here and waits until no patient is";
        return {};
    }
    const std::filesystem::path bundle = update_file(setup_.state_folder);
    if (Result<void> fits = check_bundle(bundle); !fits) return refuse(fits.error());
    (void)tell({.execution = "proceeding", .detail = "installing"}).ok();
    int told = 0;
    Result<void> installed = apply(bundle, [&](int percent) {
        if (percent < told + 20) return;  // a server keeps a thousand lines of an action
        told = percent;
        (void)tell({.execution = "proceeding", .detail = "installing", .done = percent, .of = 100}).ok();
    });
    if (!installed) return refuse(installed.error());
    (void)tell({.execution = "proceeding", .detail = "installed; the kiosk starts anew"}).ok();
    std::error_code error;
    std::filesystem::remove(bundle, error);
    words_ = "installed; the kiosk starts anew";
    return setup_.restart();
}

/// Installed before, and still the old start of the machine.
Result<void> Updater::restart() {
    words_ = "installed; the kiosk starts anew once no patient is here";
    const auto gate = setup_.close_for_patients();
    return gate ? setup_.restart() : Result<void>();
}

UpdateRound Updater::round() {
    Pause pause(setup_.state_folder, kPauseName, *setup_.clock, setup_.random);
    if (setup_.server.empty() && state_.phase == UpdatePhase::Idle) return {"the settings name no update server"};
    if (setup_.staff_here && setup_.staff_here()) return {"staff are before the kiosk; it is looked for afterwards"};
    const bool waits = state_.phase == UpdatePhase::Waiting && in_window();
    if (!setup_.now && !waits && !pause.over()) return {fmt::format("asked again in {} s", pause.left().count())};
    words_ = "nothing is to be done";
    std::chrono::seconds sleep = kSleepAtLeast;
    const auto steps = [&]() -> Result<void> {
        if (Result<void> settled = settle(); !settled) return settled;
        if (setup_.server.empty()) return {};
        const auto asked = poll();
        if (!asked) return asked.error();
        sleep = std::clamp(asked->sleep, kSleepAtLeast, kSleepAtMost);
        if (!asked->config_data.empty()) {
            const auto slot = setup_.installer->running();
            const ddi::Attributes about{setup_.device, setup_.site, setup_.version, slot ? slot->name : ""};
            auto sent = send(net::Method::Put, asked->config_data, ddi::write_attributes(about));
            if (!sent) return sent;
        }
        if (!asked->cancel.empty()) return obey_cancel(asked->cancel);
        if (!asked->deployment.empty()) return take_on(asked->deployment);
        // The server has taken back what was on its way here.
        if (state_.phase == UpdatePhase::Downloading || state_.phase == UpdatePhase::Waiting) {
            forget();
            return remember();
        }
        return {};
    };
    const Result<void> done = steps();
    // A tenth of the sleep in either direction: kiosks that were switched on together drift apart.
    const auto jitter = std::chrono::seconds(
        static_cast<std::int64_t>(static_cast<double>(sleep.count()) * (setup_.random() - 0.5) / 5));
    if (done) {
        if (Result<void> kept = pause.worked(sleep + jitter); !kept) return {kept.error().sentence(), false};
        return {words_};
    }
    if (done.error().code != ErrorCode::ClockNotSet) (void)pause.failed(wait_).ok();
    return {done.error().sentence(), false};
}

}  // namespace vestibule::device
