// inspection - `vestibulectl inspection`: records that a person has looked at the kiosk, and shows the records.
#include "kiosk/diagnostics/inspection.hpp"

#include <fmt/format.h>

#include "kiosk/ctl/common.hpp"
#include "kiosk/ctl/report.hpp"
#include "kiosk/ctl/tell_journal.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/signed_json.hpp"

namespace vestibule::ctl {

namespace {

struct Options {
    Place place;
    std::string who, checklist;
    std::vector<std::string> seals;
};

int record(const Options& options) {
    static const drivers::SystemClock kClock;
    const std::filesystem::path state = options.place.state_folder();
    auto items = diagnostics::read_checklist(options.checklist);
    if (!items) return failed(items.error(), kUsage);
    const auto key = diagnostics::kiosk_key(state);
    if (!key) return failed(key.error(), kWrongFile);
    const diagnostics::Inspection inspection{options.who, kClock.wall(), options.seals, std::move(items).value()};
    if (const auto kept = diagnostics::record_inspection(state, inspection, *key); !kept) {
        return failed(kept.error(), kept.error().code == ErrorCode::BadOption ? kUsage : kTrouble);
    }
    const auto result =
        inspection.all_good() ? journal::InspectionResult::AllGood : journal::InspectionResult::ToBePutRight;
    tell_journal(state, journal::Say::inspected(result, 0));
    say(stdout, inspection.all_good() ? "recorded: all was good" : "recorded: something is to be put right");
    return kGood;
}

int show(const Options& options) {
    const std::filesystem::path state = options.place.state_folder();
    const auto key = diagnostics::kiosk_key(state);
    if (!key) return failed(key.error(), kWrongFile);
    const diagnostics::Inspections found = diagnostics::read_inspections(state, key->public_key());
    for (const diagnostics::Inspection& one : found.records) {
        say(stdout, fmt::format("{} by {}, seals {}: {}", diagnostics::date_text(one.when), one.who,
                                fmt::join(one.seals, " "), one.all_good() ? "good" : "not good"));
    }
    if (found.not_believed > 0) say(stderr, fmt::format("{} records are not signed by this kiosk", found.not_believed));
    return found.not_believed > 0 ? kTrouble : kGood;
}

}  // namespace

void add_inspection(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* inspection = app.add_subcommand("inspection", "Record that a person has inspected the kiosk");
    inspection->require_subcommand(1);
    CLI::App* recorded = inspection->add_subcommand("record", "Add a signed record");
    options->place.add_to(*recorded);
    recorded->add_option("--who", options->who, "the inspector, as the site's list names them")->required();
    recorded->add_option("--seals", options->seals, "the numbers of the seals")->delimiter(',');
    recorded
        ->add_option("--checklist", options->checklist, "ITEM=ok|bad|na,... with every item of `inspection checklist`")
        ->required();
    recorded->callback([options, &code] { code = record(*options); });
    CLI::App* shown = inspection->add_subcommand("show", "Print the records");
    options->place.add_to(*shown);
    shown->callback([options, &code] { code = show(*options); });
    CLI::App* asked = inspection->add_subcommand("checklist", "Print what an inspector looks at");
    asked->callback([&code] {
        for (const auto& item : diagnostics::inspection_items())
            say(stdout, fmt::format("{:<10}{}", item.id, item.question));
        code = kGood;
    });
}

}  // namespace vestibule::ctl
