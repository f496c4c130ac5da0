// parts - builds the small pieces; sizes are those of the design: targets of 20 mm, lines of at most 45 characters.
#include "ui/screens/parts.hpp"

#include <bit>
#include <utility>

namespace vestibule::ui::screens {

namespace {

constexpr float kTarget_mm = 20;       // below it older hands miss; above it nothing is gained
constexpr float kCardWidth_mm = 96;    // two beside each other on a 21.5-inch portrait display
constexpr float kExplained_mm = 130;   // below each other there, beside each other in landscape
constexpr float kBesideCode_mm = 105;  // the words beside a code to scan; below it where there is less
constexpr float kQr_mm = 70;           // a phone reads it from half a metre
constexpr float kTextWidth_mm = 236;   // about 45 characters of body text

Node text_node(Role role, Look look, Text text, std::string id) {
    Node node;
    node.role = role;
    node.look = look;
    node.id = std::move(id);
    node.label = std::move(text);
    node.box.maximum_width_mm = kTextWidth_mm;
    return node;
}

struct FieldWords {
    std::string_view id;
    FieldKind kind;
};

FieldWords words_of(FieldId id) {
    switch (id) {
        case FieldId::Email:
            return {"email", FieldKind::Email};
        case FieldId::Phone:
            return {"phone", FieldKind::Phone};
        case FieldId::Password:
            return {"password", FieldKind::Password};
        case FieldId::EmailCode:
            return {"email-code", FieldKind::Code};
        case FieldId::PhoneCode:
            return {"phone-code", FieldKind::Code};
        case FieldId::SecondFactor:
            return {"second-factor", FieldKind::Code};
        case FieldId::GivenNames:
            return {"given-names", FieldKind::Name};
        case FieldId::FamilyName:
            return {"family-name", FieldKind::Name};
        case FieldId::BirthDate:
            return {"birth-date", FieldKind::Date};
        case FieldId::Street:
            return {"street", FieldKind::Text};
        case FieldId::City:
            return {"city", FieldKind::Name};
        case FieldId::Region:
            return {"region", FieldKind::Name};
        case FieldId::PostalCode:
            return {"postal-code", FieldKind::Postal};
        case FieldId::Country:
            return {"country", FieldKind::Name};
        case FieldId::None:
        case FieldId::Count:
            break;
    }
    return {"none", FieldKind::Text};
}

Text error_text(visit::FieldError error) {
    switch (error) {
        case visit::FieldError::None:
            return {};
        case visit::FieldError::Missing:
            return t("field_error.missing");
        case visit::FieldError::NotAnEmail:
            return t("field_error.not_an_email");
        case visit::FieldError::NotAPhone:
            return t("field_error.not_a_phone");
        case visit::FieldError::NotADate:
            return t("field_error.not_a_date");
        case visit::FieldError::TooShort:
            return t("field_error.too_short");
        case visit::FieldError::WrongCode:
            return t("field_error.wrong_code");
        case visit::FieldError::NotInUse:
            return t("field_error.not_in_use");
    }
    return {};
}

}  // namespace

visit::Intent to(visit::IntentKind kind, std::uint16_t index, std::uint16_t value) {
    visit::Intent intent;
    intent.kind = kind;
    intent.index = index;
    intent.value = value;
    return intent;
}

visit::Intent choose(journey::Choice choice, std::uint16_t index) {
    visit::Intent intent = to(visit::IntentKind::Choose, index);
    intent.choice = choice;
    return intent;
}

Node heading(Text text, std::string id) {
    return text_node(Role::Heading, Look::Title, std::move(text), std::move(id));
}
Node section(Text text) {
    return text_node(Role::Heading, Look::Plain, std::move(text), {});
}
Node paragraph(Text text, std::string id) {
    return text_node(Role::Paragraph, Look::Plain, std::move(text), std::move(id));
}
Node note(Text text, std::string id) {
    return text_node(Role::Note, Look::Plain, std::move(text), std::move(id));
}

Node line(Glyph glyph, Look look, Text text, std::string id) {
    Node node = text_node(Role::Paragraph, look, std::move(text), std::move(id));
    node.glyph = glyph;
    return node;
}

Node status(Glyph glyph, Look look, Text text, std::string id) {
    Node node = line(glyph, look, std::move(text), std::move(id));
    node.role = Role::Status;
    return node;
}

Node button(std::string id, Text label, visit::Intent intent, Look look) {
    Node node;
    node.role = Role::Button;
    node.look = look;
    node.id = std::move(id);
    node.label = std::move(label);
    node.action = intent;
    node.box.minimum_height_mm = kTarget_mm;
    return node;
}

Node card(std::string id, Text label, journey::Choice choice, Glyph glyph) {
    Node node = button(std::move(id), std::move(label), choose(choice), Look::Card);
    node.role = Role::Choice;
    node.glyph = glyph;
    node.box.padding_mm = 5;
    node.box.minimum_width_mm = kCardWidth_mm;
    return node;
}

Node explained_card(std::string id, Text label, Text what, journey::Choice choice, Glyph glyph) {
    Node node = card(std::move(id), std::move(label), choice, glyph);
    node.box.minimum_width_mm = kExplained_mm;
    node.children.push_back(paragraph(std::move(what)));
    node.children.back().box.maximum_width_mm = 0;
    return node;
}

Node check_box(std::string id, Text label, bool checked, visit::Intent intent) {
    Node node = button(std::move(id), std::move(label), intent, Look::Plain);
    node.role = Role::CheckBox;
    node.checked = checked;
    return node;
}

Node field(const VisitView& view, FieldId id, bool enabled) {
    const FieldWords words = words_of(id);
    std::string key = "field." + std::string(words.id);
    for (char& c : key) {
        if (c == '-') c = '_';
    }
    visit::Intent edit = to(visit::IntentKind::EditField);
    edit.field = id;
    Node node = button("field-" + std::string(words.id), t(key), edit, Look::Plain);
    node.role = Role::Field;
    node.enabled = enabled;
    FieldPart part;
    part.id = id;
    part.kind = words.kind;
    part.value = view.field(id).value;
    part.masked = words.kind == FieldKind::Password;
    if (part.masked) node.spoken = t(key + ".spoken");
    // Errors wait for Continue: nobody is told off while typing.
    const visit::FieldError error = view.field(id).error;
    if (view.form_tried || error == visit::FieldError::WrongCode || error == visit::FieldError::NotInUse) {
        part.error = error_text(error);
    }
    node.part = std::move(part);
    return node;
}

Node column(Nodes children, float gap_mm) {
    Node node;
    node.box.gap_mm = gap_mm;
    node.children = std::move(children);
    return node;
}

Node row(Nodes children, float gap_mm, bool wrap) {
    Node node = column(std::move(children), gap_mm);
    node.box.direction = Direction::Row;
    node.box.align = Align::Centre;
    node.box.wrap = wrap;
    return node;
}

Node list(std::string id, Nodes items) {
    Node node = column(std::move(items), 3);
    node.role = Role::List;
    node.id = std::move(id);
    return node;
}

Node side_by_side(Nodes children) {
    for (Node& child : children) child.box.grow = 1;
    Node node = row(std::move(children), 6, true);
    node.box.align = Align::Stretch;
    return node;
}

Node grid(Nodes children, float least_width_mm) {
    for (Node& child : children) child.box.minimum_width_mm = least_width_mm;
    Node node = side_by_side(std::move(children));
    node.box.gap_mm = 4;
    return node;
}

Node spacer() {
    Node node;
    node.box.grow = 1;
    return node;
}

Node sign(Glyph glyph, Look look) {
    Node node;
    node.role = Role::Icon;
    node.glyph = glyph;
    node.look = look;
    return node;
}

Node beside_code(Node code, Nodes words) {
    Node text = column(std::move(words), 5);
    text.box.grow = 1;
    text.box.minimum_width_mm = kBesideCode_mm;
    Nodes both;
    both.push_back(std::move(code));
    both.push_back(std::move(text));
    Node node = row(std::move(both), 8, true);
    return node;
}

std::string without_scheme(const std::string& url) {
    const std::size_t end = url.find("://");
    return end == std::string::npos ? url : url.substr(end + 3);
}

Node qr(std::string id, Text label, const privacy::SecretText* content) {
    Node node;
    node.role = Role::QrCode;
    node.id = std::move(id);
    node.label = std::move(label);
    node.part = QrPart{content};
    node.box.minimum_width_mm = node.box.minimum_height_mm = node.box.maximum_width_mm = kQr_mm;
    return node;
}

Node progress(std::string id, Text label, double part) {
    Node node;
    node.role = Role::Progress;
    node.id = std::move(id);
    node.label = std::move(label);
    node.part = ProgressPart{part};
    return node;
}

Text counted(const std::string& key, std::int64_t number) {
    return t(key, {number});
}

const identity::Profile* provider(const State& state, const VisitView& view) {
    if (view.providers == nullptr || state.provider >= view.providers->size()) return nullptr;
    return &(*view.providers)[state.provider];
}

std::string provider_name(const State& state, const VisitView& view) {
    const identity::Profile* chosen = provider(state, view);
    return chosen != nullptr ? chosen->name : std::string();
}

std::string_view site_text(const VisitView& view, device::SiteText text) {
    return view.texts == nullptr ? std::string_view() : device::site_text(*view.texts, view.language, text);
}

std::string desk_of(const VisitView& view) {
    const std::string_view own = site_text(view, device::SiteText::Desk);
    return own.empty() ? view.desk : std::string(own);
}

void add_site_text(Nodes& content, const VisitView& view, device::SiteText text, const char* id) {
    if (const std::string_view words = site_text(view, text); !words.empty()) {
        content.push_back(paragraph(plain(std::string(words)), id));
    }
}

std::string network_name(const VisitView& view) {
    return view.network != nullptr ? view.network->name : std::string();
}

bool can_use_phone(const State& state) {
    return (state.asks & journey::kPhoneHandoff) != 0;
}

bool other_provider_ready(const State& state) {
    const unsigned mine = state.provider == journey::kNoProvider ? 0U : 1U << state.provider;
    return std::popcount(state.providers_ready & ~mine) > 0;
}

}  // namespace vestibule::ui::screens
