// errand_work - looks through the new camera, prints on the new printer, tests what was put in, and binds it.
#include "kiosk/staff/errand_work.hpp"

#include <chrono>

#include "drivers/camera/module.hpp"
#include "drivers/printer/printer.hpp"
#include "kiosk/device/bundle/stick_out.hpp"
#include "kiosk/device/os/analysis_module.hpp"
#include "kiosk/diagnostics/inspection.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/signed_json.hpp"
#include "kiosk/staff/cargo.hpp"
#include "kiosk/staff/glass.hpp"
#include "kiosk/staff/hands.hpp"
#include "kiosk/staff/update_work.hpp"
#include "kiosk/staff/work.hpp"
#include "kiosk/visit/frame_view.hpp"

namespace vestibule::staff {

namespace {

using namespace std::chrono_literals;
using diagnostics::Bench;
using diagnostics::Outcome;
using nlohmann::json;

constexpr auto kTilting = 20s;  // as long as somebody tilts a card to all sides
constexpr auto kFrameWait = 300ms;
constexpr auto kSourceOver = 2s;  // no frame for so long: a film that is over, or a camera that is lost
constexpr const char* kCascadeFolder = "/usr/share/opencv4";

class ErrandWorker {
public:
    ErrandWorker(const Bench& bench, const json& request, const device::Workshop::Tell& tell)
        : bench_(bench), request_(request), tell_(tell), device_(device_from(request.value("device", json::object()))) {
        bench_.config = with_device(bench_.config, device_);
    }

    bool carry_out() {
        const std::string word = request_.value("do", std::string());
        if (word == kDoCalibrate) return calibrate(), true;
        if (word == kDoChart) return chart(), true;
        if (word == kDoInspect) return inspect(), true;
        if (word == kDoPage) return page(), true;
        if (word == kDoTry) return try_out(), true;
        if (word == kDoBind) return bind(), true;
        if (word == kDoLoad) return load(), true;
        if (word == kDoLookAt || word == kDoInstall) return update_work(bench_, request_, tell_), true;
        return false;
    }

private:
    void say(const json& line) { tell_(line.dump(-1, ' ', false, json::error_handler_t::replace)); }
    void failed(const Error& error) { say({{"failed", error.sentence()}}); }

    Result<std::unique_ptr<drivers::Camera>> camera() {
        auto make = drivers::load_camera_module(bench_.module_folder / "vestibule-camera.so", {device_.source});
        if (!make) return std::move(make).error();
        auto one = (*make)();
        if (!one) return Error{ErrorCode::CameraMissing, device_.source + ": it is no camera"};
        return one;
    }

    void calibrate() {
        auto analyst = device::load_analysis_module(kCascadeFolder);
        if (!analyst) return failed(analyst.error());
        auto one = camera();
        if (!one) return failed(one.error());
        if (auto opened = (*one)->open({}); !opened) return failed(opened.error());
        constexpr auto kCard = capture::AnalysisTarget::LicenseFront;
        const auto begun = std::chrono::steady_clock::now();
        auto last = begun;
        for (auto now = begun; now - begun < kTilting && now - last < kSourceOver;
             now = std::chrono::steady_clock::now()) {
            const auto frame = (*one)->next(kFrameWait);
            if (!frame) continue;
            last = std::chrono::steady_clock::now();
            if (auto added = (*analyst)->add_view(visit::view_of(**frame), kCard); !added) return failed(added.error());
        }
        (*one)->close();
        const auto told = (*analyst)->calibrate(kCard);
        if (!told) return failed(told.error());
        const json figures = json::parse(*told, nullptr, false);
        say({{"focal", figures.is_object() ? figures.value("document_focal_percent", 0) : 0}});
    }

    void chart() {
        const bool documents = sees_documents(device_.job);
        const auto role = documents ? drivers::CameraRole::Document : drivers::CameraRole::Face;
        const auto sight = diagnostics::see_chart(bench_, role);
        if (!sight) return failed(sight.error());
        if (const auto* trouble = std::get_if<diagnostics::ChartTrouble>(&*sight))
            return say({{"advice", diagnostics::words_json(advice(*trouble))}});
        NewDevice seen = device_;
        seen.sight = std::get<diagnostics::ChartSight>(*sight);
        say({{"sight", to_json(seen).at("sight")}});
    }

    /// The record is the desk's answers; the test that asks for it is made anew, so that no report says otherwise.
    void inspect() {
        const auto key = diagnostics::kiosk_key_or_new(bench_.state_folder);
        if (!key) return failed(key.error());
        diagnostics::Inspection record{
            .who = request_.value("who", std::string()), .when = bench_.clock->wall(), .seals = {}, .items = {}};
        record.seals = request_.value("seals", std::vector<std::string>());
        for (const auto& [id, state] : request_.at("items").items())
            record.items.emplace(id, static_cast<diagnostics::ItemState>(state.get<int>()));
        if (auto kept = diagnostics::record_inspection(bench_.state_folder, record, *key); !kept)
            return failed(kept.error());
        std::vector<diagnostics::Test> tests = diagnostics::tests_for(bench_);
        std::erase_if(tests, [](const diagnostics::Test& test) { return test.id != "inspection.due"; });
        const auto told = [this](const Outcome& outcome) { say({{"outcome", diagnostics::to_json(outcome)}}); };
        const auto outcomes = diagnostics::run(tests, diagnostics::kQuickRun, *bench_.clock, told);
        if (auto kept = diagnostics::keep_results(bench_.state_folder, outcomes); !kept) failed(kept.error());
    }

    void page() {
        if (auto printed = print_test_page(bench_); !printed) failed(printed.error());
    }

    void try_out() {
        std::vector<diagnostics::Test> tests = diagnostics::tests_for(bench_);
        std::erase_if(tests, [this](const diagnostics::Test& test) { return !tests_device(device_.job, test.id); });
        const auto told = [this](const Outcome& outcome) { say({{"tried", diagnostics::to_json(outcome)}}); };
        (void)diagnostics::run(tests, diagnostics::kQuickRun, *bench_.clock, told);
        if (device_.job != Job::TouchScreen) return;
        const HandTest& glass = hand_test(Hand::Touch);
        Outcome outcome{.id = std::string(glass.id), .title = glass.title, .finding = {}, .date = {}, .took = {}};
        outcome.finding = judge_glass(request_.value("answered", std::size_t{0}));
        outcome.date = bench_.clock->wall();
        told(outcome);
    }

    /// Each in the words of `vestibulectl`, so that whoever has it can verify it.
    void load() {
        const auto key = diagnostics::kiosk_key_or_new(bench_.state_folder);
        if (!key) return failed(key.error());
        Result<std::map<std::string, std::string>> files =
            cargo_files(bench_, static_cast<Cargo>(request_.value("cargo", 0)), *key);
        if (!files) return failed(files.error());
        const std::filesystem::path runtime = request_.value("runtime", std::string());
        if (auto loaded = device::load_stick(runtime, *files); !loaded) failed(loaded.error());
    }

    void bind() {
        if (auto bound = bind_device(bench_.state_folder, device_, bench_.clock->wall()); !bound)
            return failed(bound.error());
        std::vector<Outcome> outcomes;
        for (const json& one : request_.value("outcomes", json::array())) {
            if (auto outcome = diagnostics::outcome_from(one)) outcomes.push_back(std::move(*outcome));
        }
        if (auto kept = diagnostics::keep_results(bench_.state_folder, outcomes); !kept) return failed(kept.error());
        say({{"bound", true}});
    }

    Bench bench_;  ///< with the new device in its place
    const json& request_;
    const device::Workshop::Tell& tell_;
    const NewDevice device_;
};

}  // namespace

json to_json(const NewDevice& device) {
    json object{{"job", static_cast<int>(device.job)}, {"source", device.source}, {"focal", device.focal_percent}};
    if (device.sight)
        object["sight"] = {{"sharpness", device.sight->sharpness},
                           {"pixels_a_mm", device.sight->pixels_a_mm},
                           {"middle_x", device.sight->middle_x}};
    return object;
}

NewDevice device_from(const json& object) {
    NewDevice device{.job = static_cast<Job>(object.value("job", 0)),
                     .source = object.value("source", std::string()),
                     .focal_percent = object.value("focal", 0)};
    if (const auto sight = object.find("sight"); sight != object.end() && sight->is_object()) {
        diagnostics::ChartSight seen;
        seen.sharpness = sight->value("sharpness", 0.0);
        seen.pixels_a_mm = sight->value("pixels_a_mm", 0.0);
        seen.middle_x = sight->value("middle_x", 0.0);
        device.sight = seen;
    }
    return device;
}

bool work_for_errand(const Bench& bench, const json& request, const device::Workshop::Tell& tell) {
    return ErrandWorker(bench, request, tell).carry_out();
}

}  // namespace vestibule::staff
