// work - carries one request out, in a process of its own, and tells what came of it line by line.
#include "kiosk/setup/work.hpp"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/network/plan.hpp"
#include "kiosk/device/os/wifi_control.hpp"
#include "kiosk/diagnostics/proof.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/staff/glass.hpp"
#include "kiosk/staff/hands.hpp"
#include "kiosk/staff/work.hpp"

namespace vestibule::setup {

namespace {

using nlohmann::json;
using Tell = device::Workshop::Tell;

// From the cable to the way out; what the servers say is the quick tests'.
const std::set<std::string> kWay{"network.link", "network.address", "network.portal", "network.proxy", "network.clock"};

class Worker {
public:
    Worker(const WorkPlaces& places, const Tell& tell) : places_(places), bench_(*places.bench), tell_(tell) {}

    void carry_out(const json& request) {
        const std::string word = request.value("do", std::string());
        if (word == kDoLook) return run(true);
        if (word == kDoTest) return run(false);
        if (word == kDoWifi) return look_for_wifi();
        if (word == kDoEnrol) return enrol(request.value("with", std::string()));
        if (word == kDoPull) return pull();
        if (word == kDoTouch) return keep_touch(request.value("with", std::string()));
    }

private:
    void say(const json& line) { tell_(line.dump(-1, ' ', false, json::error_handler_t::replace)); }
    void failed(const Error& error) { say({{"failed", error.sentence()}}); }

    void run(bool way_out) {
        std::vector<diagnostics::Test> tests = diagnostics::tests_for(bench_);
        std::erase_if(tests, [way_out](const diagnostics::Test& test) {
            return test.id == diagnostics::kProveNow || (way_out && !kWay.contains(test.id));
        });
        const auto told = [this](const diagnostics::Outcome& outcome) {
            say({{"outcome", diagnostics::to_json(outcome)}});
        };
        const auto outcomes = diagnostics::run(tests, diagnostics::kQuickRun, *bench_.clock, told);
        if (way_out) return;
        if (const auto kept = diagnostics::keep_results(bench_.state_folder, outcomes); !kept) failed(kept.error());
    }

    void keep_touch(const std::string& answered) {
        diagnostics::Outcome outcome;
        const staff::HandTest& by_hand = staff::hand_test(staff::Hand::Touch);
        outcome.id = std::string(by_hand.id);
        outcome.title = by_hand.title;
        outcome.date = bench_.clock->wall();
        outcome.finding = staff::judge_glass(std::strtoul(answered.c_str(), nullptr, 10));
        if (const auto kept = diagnostics::keep_results(bench_.state_folder, {outcome}); !kept) failed(kept.error());
    }

    void look_for_wifi() {
        bool any = false;
        for (const std::string& name : bench_.machine.names("sys/class/net")) {
            const std::string folder = "sys/class/net/" + name + "/";
            if (!bench_.machine.has(folder + "wireless") && !bench_.machine.has(folder + "phy80211")) continue;
            any = true;
            if (const auto done = device::scan_wifi(places_.wifi, name); !done) return failed(done.error());
            const auto table = device::ask_wifi(places_.wifi, name, "SCAN_RESULTS");
            if (!table) return failed(table.error());
            for (const device::SeenWifi& seen : device::read_scan(*table)) {
                say({{"wifi",
                      {{"name", seen.name}, {"signal", seen.signal_dbm}, {"open", seen.open}, {"login", seen.login}}}});
            }
        }
        if (!any) say({{"failed", "this kiosk has no Wi-Fi device"}});
    }

    void tell_outcome(const device::Outcome& outcome) {
        json line{{"standing", static_cast<int>(outcome.standing)}, {"detail", outcome.detail}};
        if (outcome.ask_again) line["ask_again"] = outcome.ask_again->count();
        say(line);
    }

    void enrol(const std::string& text) {
        const auto claim = device::read_claim(text);
        if (!claim) return tell_outcome({device::EnrolmentStanding::ClaimRefused, claim.error().sentence(), {}});
        tell_outcome(enrolment().enrol(*claim));
    }

    void pull() {
        const auto gate = [this] { return device::VisitGate::close_for_patients(places_.runtime_folder); };
        const auto pulled = enrolment().pull(gate);
        json line{{"standing", static_cast<int>(pulled.outcome.standing)}, {"detail", pulled.outcome.detail}};
        if (pulled.serial) line["serial"] = *pulled.serial;
        say({{"pulled", line}});
    }

    [[nodiscard]] device::Enrolment enrolment() const {
        device::KeyPlaces places{.state = bench_.state_folder};
        places.machine = bench_.machine.at("");
        return {std::move(places), places_.device, *bench_.clock};
    }

    const WorkPlaces& places_;
    const diagnostics::Bench& bench_;
    const Tell& tell_;
};

}  // namespace

device::Workshop::Work work_at(WorkPlaces places) {
    return [places = std::move(places)](const std::string& request, const Tell& tell) {
        const json object = json::parse(request, nullptr, false);
        if (object.is_object()) Worker(places, tell).carry_out(object);
    };
}

}  // namespace vestibule::setup
