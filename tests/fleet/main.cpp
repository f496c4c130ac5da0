// main - thousands of kiosks on one machine: the client code that ships, real TLS, virtual time, and an outage in the
// middle. It says what a kiosk costs, and fails where kiosks come back in a herd.
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <queue>
#include <random>

#include "kiosk/device/enrolment/round.hpp"
#include "kiosk/device/fleet/collect.hpp"
#include "kiosk/device/fleet/exposition.hpp"
#include "kiosk/device/fleet/report.hpp"
#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/device/update/updater.hpp"
#include "tests/device/place.hpp"
#include "tests/fleet/servers.hpp"
#include "tests/sandbox/est.hpp"

namespace {

using namespace vestibule;
using std::chrono::seconds;

// As the units' timers say: vestibule-update.timer and vestibule-report.timer. Enrolment comes with them, six times as
// often as by its own timer: an hour then shows what an afternoon would.
constexpr seconds kAfterBoot{180}, kBetween{300}, kSpread{120};
constexpr int kWindow_s = 30;      // a twelfth of the time between two polls: what comes in it came together
constexpr double kHerdMost = 2.5;  // so much more than the usual load is a peak, no herd

struct Wish {
    int kiosks = 60, minutes = 60, outage_begins = 20, outage_ends = 35;
    unsigned seed = 20260115;
    /// Minutes after the outage in which the enrolment server says 503, and when to come again.
    static constexpr int kBusy = 2;
    bool jitter = true;

    /// Every kiosk's first certificate is due shortly after the outage, as those of kiosks that were set up together.
    [[nodiscard]] long first_life_s() const { return (outage_ends + kBusy + 2) * 60L * 3 / 2; }
};

/// A kiosk's other half: no machine to install on.
class NoInstaller final : public device::Installer {
public:
    Result<device::BundleInfo> inspect(const std::filesystem::path&) override {
        return Error{ErrorCode::BundleNotSigned, "simulated"};
    }
    Result<void> install(const std::filesystem::path&, const std::function<void(int)>&) override { return {}; }
    Result<device::SlotInfo> running() override { return device::SlotInfo{"A", true}; }
};

class Fleet {
public:
    Fleet(const Wish& wish, const fleet::Ports& ports, std::filesystem::path folder)
        : wish_(wish), ports_(ports), folder_(std::move(folder)), random_(wish.seed) {
        clock_.set_wall(drivers::SystemClock().wall());  // certificates begin now
        began_ = clock_.wall();
    }

    void play() {
        for (int k = 0; k < wish_.kiosks; ++k) {
            set_up(k);
            due_.push({kAfterBoot + spread(), k});
        }
        const seconds end{wish_.minutes * 60};
        while (!due_.empty() && due_.top().first < end) {
            const auto [at, kiosk] = due_.top();
            due_.pop();
            clock_.advance(began_ + at - clock_.wall());
            run(kiosk, at);
            due_.push({at + kBetween + spread(), kiosk});
        }
    }

    /// Of one push of counters, and how many series it holds.
    [[nodiscard]] std::pair<std::size_t, std::size_t> push() const {
        auto store = journal::Store::open(state(0), clock_);
        const auto snapshot = store ? device::collect(*store, {}) : Result<device::Snapshot>(store.error());
        if (!snapshot) return {0, 0};
        std::size_t series = 0;
        for (const device::Family& family : *snapshot) series += family.series.size();
        return {device::otlp_json(*snapshot, {"k0", "northside", began_, clock_.wall()}).size(), series};
    }

    /// Contacts of the update server in each second.
    std::map<std::int64_t, int> asked;
    std::map<std::int64_t, int> enrolment_asked;  ///< of the enrolment server
    std::map<int, seconds> renewed;               ///< when each kiosk had its next certificate
    std::map<int, seconds> back;  ///< when each kiosk was answered again after the outage
    int rounds = 0, failures = 0, reports_failed = 0, too_soon = 0, told_busy = 0;

private:
    [[nodiscard]] double part() { return wish_.jitter ? std::uniform_real_distribution<double>(0, 1)(random_) : 0.5; }
    seconds spread() { return seconds(static_cast<int>(part() * kSpread.count())); }
    [[nodiscard]] std::filesystem::path state(int kiosk) const { return folder_ / fmt::format("k{}", kiosk); }
    [[nodiscard]] device::Enrolment enrolment(int kiosk) const {
        device::KeyPlaces places{.state = state(kiosk), .memory = folder_ / "no-memory", .hand = folder_ / "no-hand"};
        places.machine = folder_ / "no-machine";
        return {std::move(places), fmt::format("k{}", kiosk), clock_};
    }
    void enrol(int kiosk) {
        const auto ca = device::read_text(folder_ / "est-ca.pem");
        const device::Claim claim{.url = fmt::format("https://localhost:{}", ports_.enrolment),
                                  .code = fmt::format("c{}", kiosk),
                                  .pin = ca ? device::pin_of_pem(*ca).value() : "",
                                  .site = "northside",
                                  .name = "",
                                  .place = "",
                                  .proxy = ""};
        const device::Outcome outcome = enrolment(kiosk).enrol(claim);
        if (outcome.standing == device::EnrolmentStanding::Enrolled) return;
        fmt::print(stderr, "fleet: a kiosk was not enrolled: {}\n", outcome.detail);
        std::abort();
    }
    /// Where the kiosk's server is from now on: nowhere, busy, or where it is.
    void lead_to(int kiosk, seconds at) {
        const bool busy = !is_out(at) && is_out(at - seconds(Wish::kBusy * 60));
        const std::string url = is_out(at) ? "https://localhost:1"
                                : busy     ? fmt::format("https://localhost:{}{}", ports_.enrolment, sandbox::kBusyPath)
                                           : fmt::format("https://localhost:{}", ports_.enrolment);
        const auto file = state(kiosk) / "enrolment.toml";
        const std::string text = device::read_text(file).value();
        const std::size_t begin = text.find('"') + 1;
        (void)device::replace_file(file, text.substr(0, begin) + url + text.substr(text.find('"', begin))).ok();
    }
    /// As vestibule-enrol.timer has it done.
    void keep_enrolled(int kiosk, seconds at) {
        lead_to(kiosk, at);
        device::Enrolment mine = enrolment(kiosk);
        const auto before = mine.life();
        const device::EnrolmentRound round = device::enrolment_round(
            mine, {.state_folder = state(kiosk),
                   .clock = &clock_,
                   .random = [this] { return part(); },
                   .keep_patients_out = [] { return device::VisitGate::close_for_patients("/nowhere"); }});
        if (!round.asked) return;
        ++enrolment_asked[at.count()];
        if (const auto told = not_before_.find(kiosk); told != not_before_.end() && at < told->second) ++too_soon;
        not_before_.erase(kiosk);
        if (round.pulled.ask_again) {
            not_before_[kiosk] = at + *round.pulled.ask_again;
            ++told_busy;
        }
        const auto after = mine.life();
        if (before && after && after->until != before->until) renewed.emplace(kiosk, at);
    }
    [[nodiscard]] bool is_out(seconds at) const {
        return at >= seconds(wish_.outage_begins * 60) && at < seconds(wish_.outage_ends * 60);
    }

    void set_up(int kiosk) {
        using enum journal::Check;
        enrol(kiosk);
        auto store = journal::Store::open(state(kiosk), clock_);
        if (!store) std::abort();
        (void)store
            ->transaction([&] {
                return store->append(journal::Say::visit_erased(journal::Ending::Done, journal::Within::In20Ms,
                                                                journal::Within::In1S, Passed, Passed, Passed,
                                                                NotMade));
            })
            .ok();
    }

    /// What the two units do when their timers fire; during the outage nobody listens at the port.
    void run(int kiosk, seconds at) {
        const bool out = is_out(at);
        const auto port = [out](int real) { return out ? 1 : real; };
        device::Config config;
        config.ca_file = folder_ / "ca.pem";
        config.client_certificate = config.client_key = folder_ / "kiosk.pem";
        config.updates = fmt::format("https://localhost:{}/DEFAULT", port(ports_.updates));
        config.metrics = fmt::format("https://localhost:{}", port(ports_.metrics));
        config.syslog = fmt::format("localhost:{}", port(ports_.syslog));
        const auto client = net::make_client(device::fleet_trust(config, clock_));
        NoInstaller installer;
        device::UpdaterSetup setup{
            .state_folder = state(kiosk),
            .server = config.updates,
            .device = fmt::format("k{}", kiosk),
            .site = "northside",
            .version = "1.0.0",
            .boot = "1",
            .window = {},
            .clock = &clock_,
            .random = [this] { return part(); },
            .client = client.get(),
            .installer = &installer,
            .close_for_patients = [] { return device::VisitGate::close_for_patients("/nowhere"); },
            .restart = [] { return Result<void>(); },
            .record = {}};
        const device::UpdateRound round = device::Updater(setup).round();
        ++rounds;
        if (!round.words.starts_with("asked again")) ++asked[at.count()];
        if (!round.good) ++failures;
        if (round.words == "nothing is to be done" && at >= seconds(wish_.outage_ends * 60)) back.emplace(kiosk, at);
        const auto told = device::report({.state_folder = state(kiosk),
                                          .config = config,
                                          .device = setup.device,
                                          .clock = &clock_,
                                          .random = [this] { return part(); }});
        for (const device::Told& each : told) reports_failed += each.good || out ? 0 : 1;
        keep_enrolled(kiosk, at);
    }

    Wish wish_;
    fleet::Ports ports_;
    std::filesystem::path folder_;
    std::mt19937 random_;
    drivers::SimulatedClock clock_;
    drivers::WallTime began_;
    std::map<int, seconds> not_before_;  ///< what a busy server asked of each kiosk
    std::priority_queue<std::pair<seconds, int>, std::vector<std::pair<seconds, int>>, std::greater<>> due_;
};

/// The most contacts in any window of the given time, for a second.
double peak(const std::map<std::int64_t, int>& asked, std::int64_t from, std::int64_t to) {
    int most = 0;
    for (std::int64_t begin = from; begin < to; ++begin) {
        int count = 0;
        for (auto at = asked.lower_bound(begin); at != asked.end() && at->first < begin + kWindow_s; ++at) {
            count += at->second;
        }
        most = std::max(most, count);
    }
    return static_cast<double>(most) / kWindow_s;
}

double cpu_s() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

std::uintmax_t bytes_in(const std::filesystem::path& folder) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) bytes += entry.file_size();
    }
    return bytes;
}

int judge(const Wish& wish, const Fleet& fleet, double cpu, double wall, std::uintmax_t disk) {
    const double kiosks = wish.kiosks, hours = wish.minutes / 60.0;
    const double usual = kiosks / static_cast<double>((kBetween + kSpread / 2).count());
    // A window of a small fleet holds few kiosks, and the fullest of some hundred windows counts: what chance does to
    // it.
    constexpr double kDeviations = 5;
    const double allowed = usual * kHerdMost + kDeviations * std::sqrt(usual / kWindow_s);
    const std::int64_t ends = wish.outage_ends * 60;
    const double after = peak(fleet.asked, ends, wish.minutes * 60);
    seconds last{0};
    for (const auto& [kiosk, at] : fleet.back) last = std::max(last, at - seconds(ends));
    fmt::print("{} kiosks, {} virtual minutes, down from minute {} to {}, seed {}\n", wish.kiosks, wish.minutes,
               wish.outage_begins, wish.outage_ends, wish.seed);
    fmt::print("usual load              {:7.2f} polls/s\n", usual);
    fmt::print("peak after the outage   {:7.2f} polls/s in {} s, at most {:.2f}\n", after, kWindow_s, allowed);
    fmt::print("back after the outage   {:7} of {} kiosks, the last after {} s\n", fleet.back.size(), wish.kiosks,
               last.count());
    const double enrolment_after = peak(fleet.enrolment_asked, ends, wish.minutes * 60);
    std::map<std::int64_t, int> renewals;
    for (const auto& [kiosk, at] : fleet.renewed) ++renewals[at.count()];
    fmt::print("enrolment after it      {:7.2f} asked/s at most in {} s; {} told to come later\n", enrolment_after,
               kWindow_s, fleet.told_busy);
    fmt::print("renewed                 {:7} of {} kiosks, {:.2f}/s at most\n", fleet.renewed.size(), wish.kiosks,
               peak(renewals, 0, wish.minutes * 60));
    fmt::print("CPU of a kiosk          {:7.1f} ms each virtual hour\n", cpu * 1000 / kiosks / hours);
    fmt::print("CPU of a round          {:7.2f} ms ({} rounds of updates, logs, counters and enrolment)\n",
               cpu * 1000 / fleet.rounds, fleet.rounds);
    const auto [push_bytes, series] = fleet.push();
    fmt::print("a push of counters      {:7.1f} KiB, {} series\n", static_cast<double>(push_bytes) / 1024, series);
    fmt::print("disk of a kiosk         {:7.1f} KiB\n", static_cast<double>(disk) / 1024 / kiosks);
    fmt::print("it took                 {:7.1f} s\n", wall);
    int code = 0;
    const auto complain = [&code](const std::string& what) {
        fmt::print(stderr, "fleet: {}\n", what);
        code = 1;
    };
    if (after > allowed) complain("kiosks come back in a herd");
    if (enrolment_after > allowed || peak(renewals, 0, wish.minutes * 60) > allowed)
        complain("kiosks come back to the enrolment server in a herd");
    if (fleet.renewed.size() != static_cast<std::size_t>(wish.kiosks)) complain("a certificate was not renewed");
    if (fleet.told_busy == 0) complain("nobody was told to come later");
    if (fleet.too_soon != 0) complain(fmt::format("{} came before they were told to", fleet.too_soon));
    if (fleet.back.size() != static_cast<std::size_t>(wish.kiosks)) complain("a kiosk did not come back");
    if (fleet.failures == 0) complain("nobody noticed the outage");
    if (fleet.reports_failed != 0) complain(fmt::format("{} reports failed without an outage", fleet.reports_failed));
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    Wish wish;
    CLI::App app("vestibule-fleet - many kiosks and their facility's servers", "vestibule-fleet");
    app.add_option("--kiosks", wish.kiosks, "how many")->check(CLI::Range(1, 100'000));
    app.add_option("--minutes", wish.minutes, "of virtual time")->check(CLI::Range(1, 10'000));
    app.add_option("--outage-begins", wish.outage_begins, "in which minute");
    app.add_option("--outage-ends", wish.outage_ends, "in which minute");
    app.add_option("--seed", wish.seed, "of everything that is left to chance");
    app.add_flag("!--no-jitter", wish.jitter, "every kiosk waits as long as every other: what the test must see");
    CLI11_PARSE(app, argc, argv);
    const device::testing::Place place;
    const fleet::Servers servers(place.path(), wish.kiosks, wish.first_life_s());
    const auto began = std::chrono::steady_clock::now();
    Fleet fleet(wish, servers.ports(), place.path());
    fleet.play();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    return judge(wish, fleet, cpu_s(), took.count(), bytes_in(place.path()));
}
