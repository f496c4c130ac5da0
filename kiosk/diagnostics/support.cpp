// support - collecting in processes of their own, looking through, counting bytes, signing.
#include "kiosk/diagnostics/support.hpp"

#include <fmt/format.h>

#include "kiosk/device/os/isolated.hpp"
#include "kiosk/diagnostics/run.hpp"

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kAll{40'000};
constexpr std::size_t kSectionBytes = 2 * 1024 * 1024;
constexpr const char* kIn = "in";

/// Bytes that are no UTF-8 become a mark, before anything is counted or looked through.
std::string clean(const std::string& text) {
    return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
}

Section section_from(const Collector& collector, device::Outcome outcome) {
    using End = device::Outcome::End;
    Section section{collector.name, collector.what, kIn, {}};
    switch (outcome.end) {
        case End::Hung:
            section.state = fmt::format("hung: no answer within {} ms", collector.deadline.count());
            return section;
        case End::NotStarted:
            section.state = "no time was left";
            return section;
        case End::Crashed:
            section.state = outcome.signal != 0 ? fmt::format("failed: signal {}", outcome.signal) : "failed";
            return section;
        case End::Done:
            break;
    }
    section.text = clean(outcome.text);
    if (const auto found = find_personal(section.text)) {
        section.state = fmt::format("left out: {} at {}, {} bytes", found->rule, found->position, found->length);
        section.text.clear();
    }
    return section;
}

json assembled(const std::vector<Section>& sections, const SupportHead& head, const journal::Key& key) {
    json manifest = json::array(), texts = json::object();
    for (const Section& section : sections) {
        const bool in = section.state == kIn;
        manifest.push_back({{"name", section.name},
                            {"what", section.what},
                            {"state", section.state},
                            {"bytes", section.text.size()},
                            {"sha256", in ? sha256_hex(section.text) : std::string()}});
        if (in) texts[section.name] = section.text;
    }
    return {{"kind", kSupportKind},         {"facility", head.facility},       {"kiosk", fingerprint(key)},
            {"made", date_text(head.made)}, {"manifest", std::move(manifest)}, {"sections", std::move(texts)}};
}

}  // namespace

std::vector<Section> collect(const std::vector<Collector>& collectors) {
    std::vector<device::Job> jobs;
    for (const Collector& collector : collectors) jobs.push_back({collector.collect, collector.deadline});
    std::vector<device::Outcome> outcomes = device::run_isolated(jobs, {.all = kAll, .answer_bytes = kSectionBytes});
    std::vector<Section> sections;
    for (std::size_t i = 0; i < collectors.size(); ++i) {
        sections.push_back(section_from(collectors[i], std::move(outcomes[i])));
    }
    return sections;
}

std::string bundle_text(const json& bundle) {
    return bundle.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<json> make_bundle(std::vector<Section> sections, const SupportHead& head, const journal::Key& key) {
    for (;;) {
        auto bundle = sign(assembled(sections, head, key), key);
        if (!bundle || bundle_text(*bundle).size() <= kSupportBytes) return bundle;
        Section* longest = &sections.front();
        for (Section& section : sections) {
            if (section.text.size() > longest->text.size()) longest = &section;
        }
        if (longest->text.empty()) return Error{ErrorCode::ExportInvalid, "even the manifest is too long"};
        longest->state = fmt::format("no room: {} bytes", longest->text.size());
        longest->text.clear();
    }
}

std::string preview(const json& bundle) {
    std::string text =
        fmt::format("Support bundle of kiosk {}, {}, {} bytes of at most {}\n", bundle.value("kiosk", ""),
                    bundle.value("made", ""), bundle_text(bundle).size(), kSupportBytes);
    for (const json& one : bundle.value("manifest", json::array())) {
        text += fmt::format("  {:<12} {:>8} bytes  {:<6} {}\n", one.value("name", ""), one.value("bytes", 0),
                            one.value("state", ""), one.value("what", ""));
    }
    return text;
}

}  // namespace vestibule::diagnostics
