// frame - lays the bands round a screen's own content; the same things always stand in the same place.
#include "ui/screens/frame.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ui/screens/device_frame.hpp"
#include "ui/screens/screens.hpp"
#include "ui/toolkit/theme.hpp"

namespace vestibule::ui::screens {

namespace {

constexpr float kMargin_mm = 16;  // 64 px on a 21.5-inch portrait display
constexpr float kGap_mm = 6;
constexpr float kHalvesGap_mm = 12;
constexpr float kHeroShare = 1.5F;
constexpr float kLogoHigh_mm = 18, kLogoWide_mm = 80;  // beside the header's buttons, which are 20 mm high
constexpr auto kWhite_mm = static_cast<float>(kLogoMarginMm);
constexpr int kTextSizes = 3;
constexpr int kThemes = 3;
constexpr std::string_view kLogoScreen = "welcome";  // later the patient's own affairs have the room

bool is_spanish(const VisitView& view) {
    return view.language == "es";
}

Node header_button(std::string id, const std::string& key, Glyph glyph, visit::Intent intent) {
    Node node = button(std::move(id), t(key), intent, Look::Quiet);
    node.spoken = t(key + ".spoken");
    node.glyph = glyph;
    return node;
}

/// The part of the visit that a step belongs to; nothing where it belongs to none.
Text progress_words(const State& state) {
    // A screen that leads back belongs to the part that it came from.
    const bool aside = state.step == journey::Step::AboutIal2 || state.step == journey::Step::OtherWays ||
                       state.step == journey::Step::ServiceTrouble;
    const int part = progress_of(aside ? state.back_to : state.step);
    return part > 0 ? t("progress." + std::to_string(part)) : Text();
}

/// In the place of the facility's name, which is what it says.
Node logo_of(const device::Logo& logo, const Text& name) {
    Node node;
    node.role = Role::Picture;
    node.id = "logo";
    node.label = name;
    node.part = LogoPart{&logo};
    const float shape = static_cast<float>(logo.width_px) / static_cast<float>(logo.height_px);
    const float height = std::min(kLogoHigh_mm, (kLogoWide_mm - 2 * kWhite_mm) / shape + 2 * kWhite_mm);
    node.box.minimum_height_mm = height;
    node.box.minimum_width_mm = node.box.maximum_width_mm = (height - 2 * kWhite_mm) * shape + 2 * kWhite_mm;
    node.box.align = Align::Start;
    return node;
}

Node where_you_are(Text where, const VisitView& view, bool with_logo) {
    Node brand;
    brand.role = Role::Paragraph;
    brand.look = Look::Small;
    brand.label = view.facility_name.empty() ? t("brand") : plain(view.facility_name);
    Nodes lines;
    lines.push_back(view.logo != nullptr && with_logo ? logo_of(*view.logo, brand.label) : std::move(brand));
    if (!where.empty()) {
        Node words = note(std::move(where), "progress");
        words.look = Look::Small;
        lines.push_back(std::move(words));
    }
    Node place = column(std::move(lines), 1);
    place.box.grow = 1;
    return place;
}

Node header(Text where, const VisitView& view, bool with_logo) {
    // The language button speaks the language that it leads to.
    Nodes tools;
    tools.push_back(header_button("language", "language.other", Glyph::Globe,
                                  to(visit::IntentKind::SetLanguage, is_spanish(view) ? 0 : 1)));
    const auto size = static_cast<std::uint16_t>((view.text_size + 1) % kTextSizes);
    tools.push_back(header_button("text-size", "text_size.to_" + std::to_string(size), Glyph::TextSize,
                                  to(visit::IntentKind::SetTextSize, size)));
    const auto theme = static_cast<std::uint16_t>((view.theme + 1) % kThemes);
    tools.push_back(header_button("theme", "theme.to_" + std::to_string(theme), Glyph::Eye,
                                  to(visit::IntentKind::SetTheme, theme)));
    Nodes bands;
    bands.push_back(where_you_are(std::move(where), view, with_logo));
    bands.push_back(row(std::move(tools), 3));
    Node bar = row(std::move(bands), 6);
    bar.id = "header";
    bar.look = Look::Bar;
    return bar;
}

Node quiet_strip(const State& state) {
    Nodes buttons;
    Node help = button("help", t("action.help"), to(visit::IntentKind::AskHelp), Look::Quiet);
    help.glyph = Glyph::Person;
    buttons.push_back(std::move(help));
    buttons.push_back(spacer());
    if (state.step != journey::Step::Welcome) {
        buttons.push_back(
            button("start-over", t("action.start_over"), to(visit::IntentKind::AskStartOver), Look::Quiet));
        Node stop = button("stop", t("action.stop"), to(visit::IntentKind::AskStop), Look::Quiet);
        stop.glyph = Glyph::Erase;
        buttons.push_back(std::move(stop));
    }
    Node strip = row(std::move(buttons), 4);
    strip.id = "quiet-strip";
    return strip;
}

Node margin() {
    Node node;
    node.box.minimum_width_mm = kMargin_mm;
    return node;
}

/// A line from edge to edge.
Node band(Text words, std::string id, Look look, Glyph glyph) {
    Node node = note(std::move(words), std::move(id));
    node.look = look;
    node.glyph = glyph;
    node.box.maximum_width_mm = 0;
    return node;
}

Node ribbon(Text words) {
    return band(std::move(words), "ribbon", Look::Ribbon, Glyph::Lock);
}

/// On a kiosk that is no kiosk for patients: another key, another camera, invented services.
Node test_band() {
    return band(t("band.test"), "test-band", Look::Attention, Glyph::Warning);
}

Node half(std::string id, Nodes nodes, float share) {
    Node node = column(std::move(nodes), kGap_mm);
    node.id = std::move(id);
    node.box.grow = share;
    node.box.scrolls = true;
    return node;
}

/// Beside each other: words and answers, or a picture and all that belongs to it.
Node halves_of(Frame& frame, Nodes words) {
    Nodes both;
    if (frame.hero.empty()) {
        both.push_back(half("content-words", std::move(words), 1));
        both.push_back(half("content-answers", std::move(frame.answers), frame.answers_share));
        both.back().box.justify = frame.answers_low ? Align::End : Align::Start;
    } else {
        if (!frame.answers.empty()) words.push_back(spacer());
        for (Node& node : frame.answers) words.push_back(std::move(node));
        both.push_back(half("content-hero", std::move(frame.hero), kHeroShare));
        both.push_back(half("content-words", std::move(words), 1));
    }
    Node halves = row(std::move(both), kHalvesGap_mm);
    halves.box.align = Align::Stretch;
    return halves;
}

/// Words and answers below each other, or on a wide display beside each other; what does not fit scrolls.
Node content_of(Frame& frame, bool wide) {
    Nodes words;
    if (frame.sign != Glyph::None) words.push_back(sign(frame.sign, frame.sign_look));
    words.push_back(heading(frame.title, "title"));
    words.back().look = frame.title_look;
    for (Node& node : frame.content) words.push_back(std::move(node));
    Node content;
    if (wide && (!frame.answers.empty() || !frame.hero.empty())) {
        content = halves_of(frame, std::move(words));
    } else {
        content = column(std::move(words), kGap_mm);
        for (Node& node : frame.hero) content.children.push_back(std::move(node));
        if (frame.answers_low && frame.hero.empty() && !frame.answers.empty()) content.children.push_back(spacer());
        for (Node& node : frame.answers) content.children.push_back(std::move(node));
        content.box.scrolls = true;
    }
    content.id = "content";
    content.box.grow = 1;
    return content;
}

}  // namespace

Node continue_button(Text label, bool enabled) {
    Node node = button("continue", std::move(label), to(visit::IntentKind::Continue), Look::Primary);
    node.enabled = enabled;
    return node;
}

Node back_button(Text label) {
    Node node = button("back", std::move(label), to(visit::IntentKind::Back), Look::Secondary);
    node.glyph = Glyph::Back;
    return node;
}

bool waits(const State& state) {
    return state.pending != 0;
}

Node checking() {
    return status(Glyph::Clock, Look::Plain, t("status.checking"), "checking");
}

namespace {

/// What is different from screen to screen round its content.
struct Around {
    Role role = Role::Screen;
    std::string id;
    Text where, ribbon_words;
    std::optional<Node> strip;
};

Node bands_round(Around around, const VisitView& view, Frame frame) {
    Node root;
    root.role = around.role;
    root.id = "screen-" + around.id;
    root.label = frame.title;
    root.box.gap_mm = 8;

    Node body = column({}, 8);
    body.box.grow = 1;
    body.children.push_back(content_of(frame, view.wide));
    if (!frame.actions.empty()) {
        for (Node& action : frame.actions) action.box.grow = 1;
        // One alone stands where it always stands: the primary at the right, any other at the left.
        if (frame.actions.size() == 1) {
            const bool primary = frame.actions.front().look == Look::Primary;
            frame.actions.insert(primary ? frame.actions.begin() : frame.actions.end(), spacer());
        }
        Node actions = row(std::move(frame.actions), 6);
        actions.id = "actions";
        body.children.push_back(std::move(actions));
    }
    if (around.strip) body.children.push_back(std::move(*around.strip));

    Nodes across;
    across.push_back(margin());
    across.push_back(std::move(body));
    across.push_back(margin());
    Node middle = row(std::move(across), 0);
    middle.box.align = Align::Stretch;
    middle.box.grow = 1;

    if (view.test_kiosk) root.children.push_back(test_band());
    root.children.push_back(header(std::move(around.where), view, around.id == kLogoScreen));
    root.children.push_back(std::move(middle));
    root.children.push_back(ribbon(std::move(around.ribbon_words)));
    return root;
}

}  // namespace

Node framed(const State& state, const VisitView& view, Frame frame) {
    const bool covered = state.overlay != journey::Overlay::None;
    Around around{covered ? Role::Overlay : Role::Screen,
                  std::string(covered ? id_of(state.overlay) : id_of(state.step)),
                  progress_words(state),
                  t("ribbon.nothing_kept"),
                  {}};
    if (frame.quiet_strip) around.strip = quiet_strip(state);
    return bands_round(std::move(around), view, std::move(frame));
}

Node staff_framed(std::string id, const VisitView& view, Frame frame) {
    return device_framed("staff-" + std::move(id), t("staff.where"), t("staff.ribbon"), view, std::move(frame));
}

Node device_framed(std::string id, Text where, Text ribbon, const VisitView& view, Frame frame) {
    return bands_round({Role::Screen, std::move(id), std::move(where), std::move(ribbon), {}}, view, std::move(frame));
}

}  // namespace vestibule::ui::screens
