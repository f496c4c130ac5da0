// canary - a visit of a patient whose every value can be told from all else, ended in a chosen way and searched for.
#include "tests/erasure/canary.hpp"

#include <csignal>
#include <thread>

namespace vestibule::erasure {

namespace {

using automation::Unexpected;
using flows::Play;
using privacy::family;
using privacy::state_of;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr int kLooksAtACamera = 5;
constexpr std::uint8_t kVeil = 0x5A;  // as the kiosk veils its samples
constexpr std::chrono::milliseconds kLookAgain{2};

const flows::Persona kCanary{.email = "zq.canary.vixen@example.org",
                             .phone = "(628) 555-0147",
                             .phone_e164 = "+16285550147",
                             .password = "Zq!canary-pw-93x",
                             .street = "4711 Zürquartz Way",
                             .city = "Quorvixton"};

const flows::Persona kReturning{.email = "returning@example.org",
                                .phone = "(415) 555-0123",
                                .phone_e164 = "+14155550123",
                                .password = "correct horse 42"};

void stop_and_wait(int pid) {
    kill(pid, SIGSTOP);
    while (state_of(pid) != 'T' && state_of(pid) != 't' && state_of(pid) != '\0')
        std::this_thread::sleep_for(kLookAgain);
}

std::string unveiled(const std::string& digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16) ^ kVeil);
    return bytes;
}

}  // namespace

const char* name(Ending ending) {
    constexpr const char* kNames[]{"done", "denied", "timed out", "stopped", "crashed", "killed"};
    return kNames[static_cast<std::size_t>(ending)];
}

bool is_sudden(Ending ending) {
    return ending == Ending::Crashed || ending == Ending::Killed;
}

const flows::Persona& canary() {
    return kCanary;
}

const flows::Persona& returning() {
    return kReturning;
}

void add_answers(Scanner& scanner, const sandbox::Sandbox& services) {
    for (const auto& message : services.outbox()) scanner.add_text("code", message.code);
    for (const std::string& token : services.tokens()) scanner.add_text("token", token);
}

void add_patient(Scanner& scanner) {
    scanner.add_text("name", kCanary.given);
    scanner.add_text("name", "ALEX QUILL");
    for (const char* form : {"03/14/1958", "1958-03-14", "19580314"}) scanner.add_text("birth date", form);
    scanner.add_text("address", kCanary.street);
    scanner.add_text("address", kCanary.city);
    scanner.add_text("document number", "D1234562");
    scanner.add_text("e-mail", kCanary.email);
    for (const std::string& form : {kCanary.phone, kCanary.phone_e164, std::string("6285550147")})
        scanner.add_text("phone", form);
    scanner.add_text("password", kCanary.password);
}

Finds search_files(const Scanner& scanner, const automation::Kiosk& kiosk, const sandbox::Sandbox& services,
                   std::filesystem::file_time_type since, const std::filesystem::path& says) {
    // Others write there, too: only what nobody else would.
    Scanner unmistakable;
    unmistakable.add_text("address", kCanary.street);
    unmistakable.add_text("address", kCanary.city);
    unmistakable.add_text("e-mail", kCanary.email);
    unmistakable.add_text("password", kCanary.password);
    for (const std::string& token : services.tokens()) unmistakable.add_text("token", token);
    Finds finds;
    for (const char* place : {"/tmp", "/run", "/dev/shm", "/var/tmp", "/var/lib/vestibule"})
        finds.add(unmistakable.folder(place, since, services.directory()));
    finds.add(scanner.folder(kiosk.folder(), std::filesystem::file_time_type::min(), {}));
    finds.add(scanner.folder(kiosk.state_folder(), std::filesystem::file_time_type::min(), {}));
    finds.add(scanner.file(says));
    return finds;
}

void play_to_places(Play& play) {
    play.begin(flows::Provider::IdMe);
    play.choose_here();
    play.new_account(kCanary, flows::Provider::IdMe);
    play.take_pictures(flows::Document::License);
    play.check_details();
    play.verified();
    play.search();
}

void play_canary(Play& play) {
    play_to_places(play);
    play.share();
}

void CanaryVisit::add_samples(const nlohmann::json& samples) {
    for (const auto& one : samples["picture"]) scanner_.add("picture bytes", "JPEG", unveiled(one));
    for (const auto& one : samples["frame"]) scanner_.add("camera frame", "as it came", unveiled(one));
    for (const auto& one : samples["grey"]) scanner_.add("camera frame", "grey", unveiled(one));
    for (const auto& one : samples["bgr"]) scanner_.add("camera frame", "BGR", unveiled(one));
    for (const auto& one : samples["shown"]) {
        const std::string shown = unveiled(one);
        std::string unfilled = shown, packed;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            if (i % 4 == 3) unfilled[i] = 0;
            else packed += shown[i];
        }
        scanner_.add("pixels", "BGRX", shown);
        scanner_.add("pixels", "BGR0", unfilled);
        scanner_.add("pixels", "BGR", packed);
    }
}

/// Stops the kiosk in this state, takes samples, and searches it.
void CanaryVisit::look(Play& play, const std::string& step) {
    const bool camera = step == "DocumentFront" || step == "Selfie";
    if (!camera && step != "SelfieReview" && step != "CheckDetails" && step != "Places") return;
    visit_pid_ = play.kiosk().state().value("pid", -1);
    add_answers(scanner_, play.services());
    for (int looks = 0; looks < kLooksAtACamera; ++looks) {
        nlohmann::json samples;
        if (camera || step == "SelfieReview") samples = play.kiosk().must({{"do", "samples"}});
        stop_and_wait(visit_pid_);
        if (!samples.is_null()) add_samples(samples);
        const auto seen = scanner_.process(visit_pid_).value();
        evidence_.during.add(seen);
        // The camera's next frame may have taken the place of the one that was asked for.
        if (!camera || seen.of("camera frame") > 0) break;
        kill(visit_pid_, SIGCONT);
    }
    if (step == "SelfieReview") evidence_.glass_during.add(scanner_.process(glass_pid_).value());
    kill(visit_pid_, SIGCONT);
}

void CanaryVisit::play(Play& play, Ending ending) {
    play.begin(flows::Provider::IdMe);
    play.choose_here();
    play.new_account(kCanary, flows::Provider::IdMe);
    play.take_pictures(flows::Document::License);
    if (ending == Ending::TimedOut || ending == Ending::Stopped || ending == Ending::Crashed) return;
    play.check_details();
    play.verified();
    play.search();
    if (ending == Ending::Killed) return;
    play.press(play.kiosk().state().value("sign_ins_open", 0) > 0 ? "skip" : "continue");
    play.arrive("ShareConsent");
    play.press(ending == Ending::Denied ? "deny" : "allow");
    if (ending == Ending::Done) {
        play.arrive("Categories");
        play.press("continue");
        play.arrive("Confirm");
        play.press("continue");
    }
    play.arrive("Done");
}

/// Ends the visit; for an ending that the kiosk survives, searches it once more in the moment before it exits.
void CanaryVisit::end(Play& play, Ending ending) {
    automation::Kiosk& kiosk = play.kiosk();
    if (ending == Ending::Crashed) kill(visit_pid_, SIGSEGV);
    if (ending == Ending::Killed) kill(visit_pid_, SIGKILL);
    if (is_sudden(ending)) return;
    kiosk.must({{"do", "hold-exit"}});
    if (ending == Ending::TimedOut) {
        kiosk.advance(181s);  // the longest that a screen is read
        kiosk.wait_until([](const auto& now) { return now.value("overlay", "") == "AreYouThere"; }, "the question");
        kiosk.advance(46s);
    } else if (ending == Ending::Stopped) {
        play.press("stop");
        play.press("erase-now");
    } else {
        play.press("continue");
    }
    const auto until = SteadyClock::now() + 20s;
    while (state_of(visit_pid_) != 'T') {
        if (SteadyClock::now() > until) throw Unexpected("the kiosk does not come to its exit");
        std::this_thread::sleep_for(kLookAgain);
    }
    evidence_.before_exit = scanner_.process(visit_pid_, kCameraModule).value();
    kill(visit_pid_, SIGCONT);
}

void CanaryVisit::search(automation::Kiosk& kiosk, const sandbox::Sandbox& services) {
    for (const int pid : family(kiosk.pid())) {
        evidence_.after.add(scanner_.process(pid, kCameraModule).value());
        evidence_.files.add(scanner_.words_of(pid));
        ++evidence_.processes;
    }
    evidence_.glass_after = scanner_.process(glass_pid_).value();
    evidence_.files.add(search_files(scanner_, kiosk, services, began_, says_));
}

Evidence CanaryVisit::run(Ending ending, const std::string& broken, Frames frames) {
    evidence_ = {};
    add_patient(scanner_);
    began_ = std::filesystem::file_time_type::clock::now();
    const flows::Display display("1080x1920");
    glass_pid_ = display.pid();
    sandbox::Sandbox services;
    says_ = services.directory() / "said.txt";
    automation::KioskLaunch launch;
    launch.environment = {{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}};
    launch.says = says_;
    if (frames == Frames::Raw) launch.camera = "simulated:raw";
    automation::Kiosk kiosk(services, launch);
    Play script(services, kiosk, true, [&](const std::string& step) { look(script, step); });
    play(script, ending);
    const std::filesystem::path left = std::filesystem::temp_directory_path() / ("left-" + std::to_string(kiosk.pid()));
    if (!broken.empty())
        kiosk.must({{"do", "break"}, {"guard", broken}, {"text", kCanary.email}, {"file", left.string()}});
    end(script, ending);
    while (state_of(visit_pid_) != 'Z' && state_of(visit_pid_) != '\0') std::this_thread::sleep_for(kLookAgain);
    const auto exited = SteadyClock::now();
    kiosk.wait_until([this](const auto& now) { return now.value("pid", visit_pid_) != visit_pid_ &&
                                                      now.value("step", "") == "Erased"; },
                     "the next visit");
    evidence_.exit_to_erased_ms = std::chrono::duration<double, std::milli>(SteadyClock::now() - exited).count();
    search(kiosk, services);
    std::filesystem::remove(left);
    return evidence_;
}

}  // namespace vestibule::erasure
