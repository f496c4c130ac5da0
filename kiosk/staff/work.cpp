// work - carries one request out, in a process of its own, and tells what came of it line by line.
#include "kiosk/staff/work.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "drivers/printer/printer.hpp"
#include "drivers/sound/sound.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/diagnostics/report.hpp"
#include "kiosk/diagnostics/support.hpp"
#include "kiosk/staff/cargo.hpp"
#include "kiosk/staff/errand_work.hpp"
#include "kiosk/staff/hands.hpp"

namespace vestibule::staff {

namespace {

using diagnostics::Bench;
using diagnostics::Outcome;
using diagnostics::Test;
using nlohmann::json;
using Tell = device::Workshop::Tell;

class Worker {
public:
    Worker(const Bench& bench, const Tell& tell) : bench_(bench), tell_(tell) {}

    void carry_out(const json& request) {
        const std::string word = request.value("do", std::string());
        if (word == kDoList) return list();
        if (word == kDoRun) return run(request.value("tests", std::vector<std::string>()));
        if (word == kDoPlay) return play(request.value("ear", std::string()));
        if (word == kDoPrint) return print();
        if (word == kDoKeep) return keep(request.value("outcome", json::object()));
        const auto key = diagnostics::kiosk_key_or_new(bench_.state_folder);
        if (!key) return failed(key.error());
        if (word == kDoReport) return report(*key);
        if (word == kDoPreview || word == kDoSave) return support(*key, word == kDoSave);
    }

private:
    void say(const json& line) { tell_(line.dump(-1, ' ', false, json::error_handler_t::replace)); }
    void failed(const Error& error) { say({{"failed", error.sentence()}}); }

    void list() {
        const auto last = diagnostics::last_results(bench_.state_folder);
        const auto row = [&](const std::string& id, const std::string& title, bool by_hand) {
            json line{{"test", {{"id", id}, {"title", title}, {"by_hand", by_hand}}}};
            if (const auto found = last.find(id); found != last.end())
                line["outcome"] = diagnostics::to_json(found->second);
            say(line);
        };
        const std::vector<Test> tests = diagnostics::tests_for(bench_);
        for (const HandTest& one : kHands) {
            if (*one.title != '\0') row(std::string(one.id), one.title, true);
        }
        for (const Test& test : tests) row(test.id, test.title, test.by_hand);
    }

    void play(const std::string& ear) {
        if (bench_.config.sound.empty()) return say({{"failed", "[devices] sound is not set"}});
        const auto sound = drivers::make_sound(bench_.config.sound);
        if (const auto set = sound->set_volume(bench_.config.volume_percent); !set) failed(set.error());
        const auto played = sound->play(ear == "left" ? drivers::Ear::Left : drivers::Ear::Right);
        if (!played) failed(played.error());
    }

    void print() {
        if (bench_.config.printer.empty()) return say({{"failed", "[devices] printer is not set"}});
        if (const auto printed = print_test_page(bench_); !printed) failed(printed.error());
    }

    void run(const std::vector<std::string>& wanted) {
        std::vector<Test> tests = diagnostics::tests_for(bench_);
        std::erase_if(tests, [&wanted](const Test& test) {
            return std::find(wanted.begin(), wanted.end(), test.id) == wanted.end();
        });
        // A hand's time, or that of a proof on a busy machine; a quick run has neither.
        const std::chrono::milliseconds limit = diagnostics::limit_for(tests);
        const auto told = [this](const Outcome& outcome) { say({{"outcome", diagnostics::to_json(outcome)}}); };
        const auto outcomes = diagnostics::run(tests, limit, *bench_.clock, told);
        if (const auto kept = diagnostics::keep_results(bench_.state_folder, outcomes); !kept) failed(kept.error());
    }

    void keep(const json& object) {
        const auto outcome = diagnostics::outcome_from(object);
        if (!outcome) return;
        if (const auto kept = diagnostics::keep_results(bench_.state_folder, {*outcome}); !kept)
            return failed(kept.error());
        say({{"outcome", object}});
    }

    void report(const journal::Key& key) {
        const auto made = make_report_here(bench_, key);
        if (!made) return failed(made.error());
        const std::filesystem::path folder = bench_.state_folder / kReportFolder;
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        const std::filesystem::path page = folder / "readiness-report.html";
        for (const auto& [file, text] :
             {std::pair{folder / "readiness-report.json", made->text}, std::pair{page, made->page}}) {
            if (const auto written = device::replace_file(file, text); !written) return failed(written.error());
        }
        say({{"report", {{"code", made->code}, {"verdict", made->verdict}, {"file", page.string()}}}});
    }

    void support(const journal::Key& key, bool save) {
        const auto bundle = make_bundle_here(bench_, key);
        if (!bundle) return failed(bundle.error());
        for (const json& one : bundle->value("manifest", json::array())) say({{"section", one}});
        if (!save) return;
        const std::filesystem::path folder = bench_.state_folder / kReportFolder;
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        const std::filesystem::path file = folder / "support.json";
        if (const auto written = device::replace_file(file, diagnostics::bundle_text(*bundle)); !written)
            return failed(written.error());
        say({{"saved", file.string()}});
    }

    const Bench& bench_;
    const Tell& tell_;
};

}  // namespace

Result<void> print_test_page(const Bench& bench) {
    return bench.make_printer(bench.config.printer)
        ->print({"Vestibule - test page", diagnostics::date_text(bench.clock->wall()), "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                 "abcdefghijklmnopqrstuvwxyz 0123456789", "||||||||||||||||||||||||||||||||",
                 "- - - - - - - - - - - - - - - -"});
}

device::Workshop::Work work_at(const Bench& bench) {
    return [&bench](const std::string& request, const Tell& tell) {
        const json object = json::parse(request, nullptr, false);
        if (!object.is_object() || work_for_errand(bench, object, tell)) return;
        Worker(bench, tell).carry_out(object);
    };
}

}  // namespace vestibule::staff
