// simulated_visit - how a process begins, how it ends, and what its successor must look like.
#include "tests/simulation/simulated_visit.hpp"

#include <fmt/format.h>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/moves.hpp"

namespace vestibule::simulation {

using journey::Ending;
using journey::Step;
using std::chrono::milliseconds;

namespace {

constexpr int kPumpsAtMost = 20'000;
constexpr int kOutOfServiceCode = 11;
/// Nobody touches anything: phone code, verification, a question and its deadline, and then some.
constexpr drivers::Duration kLongestEnd = std::chrono::minutes(45);

Ending ending_named(std::string_view name) {
    for (std::size_t e = 0; e < static_cast<std::size_t>(Ending::Count); ++e) {
        if (journey::name(static_cast<Ending>(e)) == name) return static_cast<Ending>(e);
    }
    return Ending::DeviceFault;
}

}  // namespace

SimulatedVisit::SimulatedVisit(const Move& begin, Coverage& coverage)
    : coverage_(coverage), providers_(simulated_providers(begin.n[1])), began_(clock_.now()) {
    const std::uint16_t bits = begin.n[0];
    by_the_tree_ = (bits & kByTheTree) != 0;
    out_of_service_ = (bits & kOutOfService) != 0;
    if ((bits & (kAfterAVisit | kAfterACrash)) != 0) {
        device::Legacy legacy;
        legacy.finished = (bits & kAfterACrash) == 0;
        legacy.ending = std::string(journey::name(Ending::Done));
        legacy.language = begin.n[2] % 2 == 1 ? "es" : "en";
        legacy.text_size = begin.n[2] % 3;
        legacy.theme = begin.n[2] / 3 % 3;
        legacy.erased = {"erased.pictures", "erased.name"};
        (void)store_.leave(legacy);
    }
    store_.full = duties_.full = (bits & kDiskFull) != 0;
    keeps_duties_ = (bits & kDuties) != 0;
    begin_process();
    if ((bits & kEyesLate) == 0) give_eyes(false);
    look();
}

SimulatedVisit::~SimulatedVisit() {
    if (network_) network_->watch = nullptr;
}

/// As App::open() does it.
void SimulatedVisit::begin_process() {
    network_ = std::make_unique<Network>(clock_, services_);
    visit::Setup setup;
    setup.providers = providers_;
    setup.network = simulated_network();
    setup.languages = {"en", "es"};
    setup.facility_name = "Clinic";
    setup.desk = "the entrance";
    if (out_of_service_) setup.out_of_service_code = kOutOfServiceCode;
    const auto legacy = store_.take();
    if (legacy) {
        setup.last.any = true;
        setup.last.ending = legacy->finished ? ending_named(legacy->ending) : Ending::DeviceFault;
        setup.last.erased = legacy->erased;
        setup.text_size = legacy->text_size;
        setup.theme = legacy->theme;
        setup.language = legacy->language == "es" ? 1 : 0;
    }
    setup.clock = &clock_;
    duties_.release();  // the ledger's first entry
    if (keeps_duties_) setup.duties = &duties_;
    setup.wake = [] {};
    setup.moved = [this](const journey::State& state) {
        if (begun_ || state.step == Step::Welcome || state.step == Step::Erased) return;
        begun_ = true;
        device::Legacy died;
        died.language = visit_->view().language;
        (void)store_.leave(died);
    };
    setup.stepped = [this](const visit::Stepped& stepped) {
        if (std::exchange(die_at_next_step_, false)) throw Died{};
        coverage_.add(stepped);
        checks_.stepped(stepped);
    };
    visit_ = std::make_unique<visit::Visit>(std::move(setup));
    scene_ = {visit_.get(), network_.get(), &services_, &cameras_, &providers_};
    network_->watch = [this](const net::Request& request) { checks_.sent(request); };
    visit_->services_ready(*network_);
    begun_ = eyes_given_ = eyes_missing_ = false;
    last_generation_ = seen_generation_ = generation_before_ = 0;
    last_press_.reset();
    if (!out_of_service_) checks_.inherits(legacy.has_value());
}

bool SimulatedVisit::wipe() {
    if (!visit_->wants_erasing()) return false;
    const visit::VisitView& view = visit_->view();
    const bool had_pictures = view.front || view.back || view.face;
    if (cameras_.reading()) cameras_.finish_reading(false);  // a thread of the visit's is waited for
    const drivers::TimePoint from = clock_.now();
    visit_->erase();
    const drivers::Duration took = clock_.now() - from;
    checks_.erased(took, had_pictures);
    coverage_.longest_erasing_ms =
        std::max<std::uint64_t>(coverage_.longest_erasing_ms,
                                static_cast<std::uint64_t>(std::chrono::duration_cast<milliseconds>(took).count()));
    const auto& seen = visit_->view();
    ++coverage_.endings[static_cast<std::size_t>(visit_->state().ending)];
    const device::Legacy legacy{.finished = true,
                                .ending = std::string(journey::name(visit_->state().ending)),
                                .language = seen.language,
                                .text_size = seen.text_size,
                                .theme = seen.theme,
                                .erased = visit_->erased(),
                                .pid = 0};
    if (begun_) (void)store_.leave(legacy);
    end_process();
    successor();
    return true;
}

void SimulatedVisit::end_process() {
    lost_a_farewell_ = lost_a_farewell_ || network_->lost_a_farewell();
    network_->watch = nullptr;
    scene_.visit = nullptr;
    cameras_.finish_reading(true);
    visit_.reset();
    network_.reset();
}

/// The power is gone, or the process: whatever it held is gone with it, and no farewell is said.
void SimulatedVisit::crash() {
    ++coverage_.crashes;
    die_at_next_step_ = false;
    died_ = true;
    end_process();
    successor();
}

void SimulatedVisit::successor() {
    if (!violation().empty()) return;
    begin_process();
    if (visit_->state().step == Step::Erased) {
        pass(std::chrono::milliseconds(journey::kErasedShown_ms));
        if (visit_->state().step != Step::Welcome) checks_.violated("Erased does not give way to Welcome");
        if (visit_->view().language != "en") checks_.violated("the next patient gets the last one's language");
    }
    if (!out_of_service_ && visit_->due()) checks_.violated("Welcome does not wait for ever");
    checks_.settled();
    end_process();
    deliver();
}

/// The delivery service comes over a line that works: whatever the kiosk began at a service is ended then, unless
/// nobody could keep it and the visit itself could not say it either.
void SimulatedVisit::deliver() {
    for (const net::Request& request : duties_.deliver()) {
        services_.farewell(request);
        ++coverage_.delivered;
    }
    if (!services_.wrongly_ended().empty()) checks_.violated(std::string(services_.wrongly_ended()));
    const bool kept = keeps_duties_ && !duties_.refused_one();
    if (!kept && (died_ || lost_a_farewell_)) return;
    if (const auto left = services_.left_behind(); !left.empty())
        checks_.violated(fmt::format("{} is left at a service, and nobody ends it", left));
}

std::optional<drivers::TimePoint> SimulatedVisit::next_due() const {
    const auto visits = visit_->due();
    const auto networks = network_->due();
    if (visits && networks) return std::min(*visits, *networks);
    return visits ? visits : networks;
}

/// Time passes; whatever becomes due on the way happens at its own moment.
void SimulatedVisit::pass(drivers::Duration by) {
    if (by == drivers::Duration::zero()) return;
    const drivers::TimePoint until = clock_.now() + by;
    for (int pumps = 0; visit_ && !visit_->wants_erasing(); ++pumps) {
        if (pumps > kPumpsAtMost) return checks_.violated("a timer is due again and again");
        const auto next = next_due();
        if (!next || *next > until) break;
        if (*next > clock_.now()) clock_.advance(*next - clock_.now());
        bool slow = false;
        const Step step = visit_->state().step;
        (void)network_->run_due(slow);
        if (slow) coverage_.add(Fault::Slow, step);
        visit_->pump();
    }
    if (clock_.now() < until && !visit_->wants_erasing()) clock_.advance(until - clock_.now());
    visit_->pump();
}

void SimulatedVisit::let_end() {
    const drivers::TimePoint from = clock_.now();
    for (int turns = 0; visit_ && violation().empty(); ++turns) {
        const Step step = visit_->state().step;
        if (visit_->wants_erasing()) {
            (void)apply({MoveKind::Wipe, {}});
            break;
        }
        if ((step == Step::Welcome || step == Step::OutOfService) && !next_due()) break;
        if (clock_.now() - from > kLongestEnd || turns > kPumpsAtMost) {
            checks_.violated("the visit does not end");
            break;
        }
        if (!next_due()) break;
        (void)apply({MoveKind::Wait, {}});
    }
    const auto took = std::chrono::duration_cast<milliseconds>(clock_.now() - from).count();
    coverage_.longest_ms = std::max<std::uint64_t>(coverage_.longest_ms, static_cast<std::uint64_t>(took));
    coverage_.virtual_s +=
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(elapsed()).count());
    if (visit_ && violation().empty()) end_process();
}

std::string SimulatedVisit::where() const {
    if (!visit_) return "gone";
    const journey::State& s = visit_->state();
    std::string text = fmt::format("{}", journey::name(s.step));
    if (s.overlay != journey::Overlay::None) text += fmt::format(" under {}", journey::name(s.overlay));
    if (s.pending != 0) text += fmt::format(", waits for {} #{}", journey::name(s.pending_kind), s.pending);
    for (std::size_t i = 0; i < network_->open(); ++i) text += fmt::format(" [{}]", name(network_->call(i)));
    return text;
}

}  // namespace vestibule::simulation
