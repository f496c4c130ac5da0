// setup - which step has which screen, the parts that they share, and the steps that are a few words: language, time,
// name and place.
#include "ui/screens/setup.hpp"

#include <array>
#include <utility>

#include "kiosk/setup/mode.hpp"
#include "ui/screens/glass.hpp"
#include "ui/screens/staff.hpp"

namespace vestibule::ui::screens {

namespace {

using diagnostics::Verdict;
using setup::Field;
using setup::Press;
using setup::Step;

struct FieldWords {
    const char* id;
    const char* key;
    FieldKind kind;
};
constexpr std::array<FieldWords, setup::kFields> kFields{{
    {"field-address", "setup.field.address", FieldKind::Text},
    {"field-gateway", "setup.field.gateway", FieldKind::Text},
    {"field-dns", "setup.field.dns", FieldKind::Text},
    {"field-proxy", "setup.field.proxy", FieldKind::Text},
    {"field-wifi-name", "setup.field.wifi_name", FieldKind::Text},
    {"field-wifi-key", "setup.field.wifi_key", FieldKind::Text},
    {"field-time-server", "setup.field.time_server", FieldKind::Text},
    {"field-claim-url", "setup.field.claim_url", FieldKind::Text},
    {"field-claim-code", "setup.field.claim_code", FieldKind::Text},
    {"field-claim-pin", "setup.field.claim_pin", FieldKind::Text},
    {"field-claim-site", "setup.field.claim_site", FieldKind::Text},
    {"field-name", "setup.field.name", FieldKind::Text},
    {"field-place", "setup.field.place", FieldKind::Text},
}};

}  // namespace

Node setup_field(const SetupView& view, Field of) {
    const FieldWords& words = kFields.at(static_cast<std::size_t>(of));
    const setup::FieldState& state = view.field(of);
    visit::Intent edit = to(visit::IntentKind::EditField);
    edit.field = setup::id_of(of);
    Node node = button(words.id, t(words.key), edit, Look::Plain);
    node.role = Role::Field;
    FieldPart part;
    part.id = edit.field;
    part.kind = words.kind;
    part.value = &state.value;
    if (!state.error.empty()) part.error = t(state.error);
    node.part = std::move(part);
    return node;
}

Node setup_tile(const char* id, const char* key, Glyph glyph, visit::Intent intent) {
    Node node = button(id, t(key), intent, Look::Card);
    node.role = Role::Choice;
    node.glyph = glyph;
    node.box.padding_mm = 3;
    return node;
}

Node setup_failure(const SetupView& view) {
    return status(Glyph::Warning, Look::Attention, plain(view.failure), "failure");
}

Node setup_outcome(const staff::TestRow& row) {
    const StaffSaid verdict = staff_said(row.last->finding.verdict);
    Nodes words;
    words.push_back(section(staff_words(row.title)));
    words.push_back(line(verdict.glyph, verdict.look, t(verdict.key)));
    if (!row.last->finding.value.empty()) words.push_back(paragraph(staff_words(row.last->finding.value)));
    if (!row.last->finding.hint.empty())
        words.push_back(line(Glyph::Forward, Look::Plain, staff_words(row.last->finding.hint)));
    Node item = column(std::move(words), 1.5F);
    item.role = Role::ListItem;
    item.look = Look::Card;
    item.id = "test-" + row.id;
    item.box.padding_mm = 3;
    return item;
}

Node setup_framed(Step step, std::string id, const SetupView& view, Frame frame) {
    const std::int64_t part = setup::part_of(step);
    Text where = part > 0 ? t("setup.where.part", {part, std::int64_t{setup::kMainSteps}}) : t("setup.where");
    return device_framed("setup-" + std::move(id), std::move(where), t("setup.ribbon"), view.common, std::move(frame));
}

Node setup_language(const SetupView& view) {
    Nodes content;
    content.push_back(paragraph(t("setup.language.what"), "what"));
    content.push_back(note(t("setup.language.stick"), "stick"));
    Nodes cards;
    constexpr std::array<std::pair<std::string_view, const char*>, 2> kKnown{
        {{"en", "language.name.en"}, {"es", "language.name.es"}}};
    for (std::uint16_t i = 0; i < kKnown.size(); ++i) {
        Node card = setup_tile(kKnown[i].first == "en" ? "language-en" : "language-es", kKnown[i].second, Glyph::Globe,
                               press(Press::Language, i));
        card.checked = view.common.language == kKnown[i].first;
        cards.push_back(std::move(card));
    }
    Nodes answers;
    answers.push_back(grid(std::move(cards), 96));
    Nodes actions;
    actions.push_back(continue_button(t("action.continue")));
    return setup_framed(Step::Language, "language", view,
                        {t("setup.language.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node setup_time(const SetupView& view) {
    Nodes content;
    const bool good = view.common.clock_trusted;
    content.push_back(status(good ? Glyph::Check : Glyph::Warning, good ? Look::Success : Look::Attention,
                             t(good ? "setup.time.good" : "setup.time.wrong", {view.clock}), "clock"));
    content.push_back(paragraph(t("setup.time.what"), "what"));
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    Nodes answers;
    answers.push_back(setup_field(view, Field::TimeServer));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue")));
    return setup_framed(Step::Time, "time", view,
                        {t("setup.time.title"), std::move(content), std::move(actions), std::move(answers), false});
}

Node setup_place(const SetupView& view) {
    Nodes content;
    content.push_back(paragraph(t("setup.place.what"), "what"));
    Nodes answers;
    answers.push_back(setup_field(view, Field::Name));
    answers.push_back(setup_field(view, Field::Place));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue")));
    return setup_framed(Step::Place, "place", view,
                        {t("setup.place.title"), std::move(content), std::move(actions), std::move(answers), false});
}

Node setup_screen(const setup::State& state, const SetupView& view) {
    switch (state.step) {
        case Step::Language:
            return setup_language(view);
        case Step::Network:
            return setup_network(state, view);
        case Step::Time:
            return setup_time(view);
        case Step::Enrol:
            return setup_enrol(state, view);
        case Step::Place:
            return setup_place(view);
        case Step::Cameras:
            return setup_cameras(view);
        case Step::Touch:
            return glass("setup-touch", view.touched);
        case Step::Tests:
            return setup_tests(state, view);
        case Step::Wifi:
            return setup_wifi(state, view);
        case Step::Address:
            return setup_address(view);
        case Step::Scan:
            return setup_scan(state, view);
        case Step::TypeClaim:
            return setup_claim(view);
        case Step::Enrolling:
            return setup_enrolling(state, view);
        case Step::Stick:
            return setup_stick(state, view);
        case Step::Ready:
        case Step::Left:
        case Step::Count:
            break;
    }
    return setup_ready(state, view);
}

}  // namespace vestibule::ui::screens
