// keyboard - letters, accents, symbols and a pad of numbers; every printable ASCII character is on one of the pages.
#include "ui/toolkit/keyboard.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "ui/toolkit/theme.hpp"

namespace vestibule::ui {

namespace {

using Row = std::vector<std::string_view>;

constexpr float kHighKeyMm = 17, kLowKeyMm = 15, kPadKeyMm = 20, kGapMm = 2, kPaddingMm = 5, kPadWidthMm = 200;

constexpr std::string_view kDigits = "1234567890";
const std::array<Row, 3> kSymbols{Row{"@", "#", "$", "%", "&", "*", "-", "+", "=", "_"},
                                  Row{"(", ")", "[", "]", "{", "}", "<", ">", "/", "\\"},
                                  Row{"!", "?", ".", ",", ":", ";", "'", "\"", "`", "~"}};
const std::array<Row, 3> kAccents{Row{"á", "é", "í", "ó", "ú", "ü", "ñ", "ç", "à", "è"},
                                  Row{"ì", "ò", "ù", "â", "ê", "î", "ô", "û", "ä", "ë"},
                                  Row{"ï", "ö", "ã", "õ", "å", "ø", "æ", "š"}};
const std::array<Row, 3> kHighAccents{Row{"Á", "É", "Í", "Ó", "Ú", "Ü", "Ñ", "Ç", "À", "È"},
                                      Row{"Ì", "Ò", "Ù", "Â", "Ê", "Î", "Ô", "Û", "Ä", "Ë"},
                                      Row{"Ï", "Ö", "Ã", "Õ", "Å", "Ø", "Æ", "Š"}};

bool is_numeric(FieldKind kind) {
    return kind == FieldKind::Phone || kind == FieldKind::Code || kind == FieldKind::Date || kind == FieldKind::Postal;
}

Node key(std::string_view id, Text label, float grow = 1) {
    Node node;
    node.role = Role::Key;
    node.id = "key-" + std::string(id);
    node.label = std::move(label);
    node.box.grow = grow;
    node.action = visit::Intent{};
    return node;
}

Node letter(std::string_view text) { return key(text, plain(std::string(text))); }

Node function_key(std::string_view id, Text label, float grow, Look look = Look::Quiet) {
    Node node = key(id, std::move(label), grow);
    node.look = look;
    return node;
}

Node icon_key(std::string_view id, Glyph glyph, const char* spoken, float grow) {
    Node node = function_key(id, {}, grow);
    node.glyph = glyph;
    node.spoken = t(spoken);
    return node;
}

Node backspace(float grow) { return icon_key("backspace", Glyph::Backspace, "toolkit.backspace", grow); }
Node done(float grow) { return function_key("done", t("toolkit.done"), grow, Look::Primary); }

Node key_row(std::vector<Node> keys, float height_mm) {
    Node node;
    node.box.direction = Direction::Row;
    node.box.gap_mm = kGapMm;
    for (Node& each : keys) {
        each.box.minimum_height_mm = height_mm;
        node.children.push_back(std::move(each));
    }
    return node;
}

std::vector<Node> letters(const Row& row) {
    std::vector<Node> keys;
    for (const std::string_view text : row) keys.push_back(letter(text));
    return keys;
}

std::vector<Node> letters(std::string_view characters, bool shift) {
    std::vector<Node> keys;
    for (char c : characters) {
        if (shift && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        keys.push_back(letter(std::string_view(&c, 1)));
    }
    return keys;
}

Node shift_key(const KeyboardState& state) {
    Node node = icon_key("shift", Glyph::Shift, "toolkit.shift", 1.5F);
    node.checked = state.shift;
    return node;
}

std::vector<Node> bottom_row(const KeyboardState& state) {
    std::vector<Node> keys;
    const bool on_letters = state.page == KeyPage::Letters;
    keys.push_back(on_letters ? function_key("symbols", t("toolkit.symbols"), 1.7F)
                              : function_key("letters", t("toolkit.letters"), 1.7F));
    if (state.page == KeyPage::Symbols) {
        keys.push_back(letter("^"));
        keys.push_back(letter("|"));
    }
    if (state.page != KeyPage::Accents && state.kind != FieldKind::Email) {
        keys.push_back(function_key("accents", t("toolkit.accents"), 1.5F));
    }
    if (state.kind == FieldKind::Email && on_letters) {
        for (const std::string_view text : {"@", "_", "-"}) keys.push_back(letter(text));
    }
    keys.push_back(
        function_key("space", t("toolkit.space"), state.kind == FieldKind::Email ? 1.4F : 3.4F, Look::Plain));
    if (on_letters) keys.push_back(letter("."));
    if (state.kind == FieldKind::Email && on_letters) {
        keys.push_back(letter(".com"));
        keys.back().box.grow = 1.5F;
    }
    if (state.page == KeyPage::Symbols) keys.push_back(backspace(1.5F));
    keys.push_back(done(2));
    return keys;
}

std::vector<std::vector<Node>> letter_rows(const KeyboardState& state) {
    std::vector<std::vector<Node>> rows;
    if (state.page == KeyPage::Symbols) {
        rows.push_back(letters(kDigits, false));
        for (const Row& row : kSymbols) rows.push_back(letters(row));
    } else if (state.page == KeyPage::Accents) {
        for (const Row& row : state.shift ? kHighAccents : kAccents) rows.push_back(letters(row));
        rows.back().insert(rows.back().begin(), shift_key(state));
        rows.back().push_back(backspace(1.5F));
    } else {
        if (state.kind != FieldKind::Name) rows.push_back(letters(kDigits, false));
        rows.push_back(letters("qwertyuiop", state.shift));
        rows.push_back(letters("asdfghjkl", state.shift));
        // Names want their hyphen and apostrophe at hand.
        rows.back().push_back(letter(state.kind == FieldKind::Name ? "-" : "'"));
        std::vector<Node> last = letters("zxcvbnm", state.shift);
        last.insert(last.begin(), shift_key(state));
        if (state.kind == FieldKind::Name) last.push_back(letter("'"));
        last.push_back(backspace(1.5F));
        rows.push_back(std::move(last));
    }
    rows.push_back(bottom_row(state));
    return rows;
}

std::vector<std::vector<Node>> number_rows(const KeyboardState& state) {
    std::vector<std::vector<Node>> rows;
    for (const std::string_view digits : {"123", "456", "789"}) rows.push_back(letters(digits, false));
    rows[0].push_back(backspace(1));
    rows[1].push_back(function_key("clear", t("toolkit.clear"), 1));
    rows[2].push_back(function_key("letters", t("toolkit.letters"), 1));
    const std::string_view left = state.kind == FieldKind::Phone ? "+" : state.kind == FieldKind::Date ? "/" : "-";
    rows.push_back({});
    rows[3].push_back(letter(left));
    rows[3].push_back(letter("0"));
    rows[3].push_back(letter(state.kind == FieldKind::Phone ? "-" : "."));
    rows[3].push_back(done(1));
    // One width for all: a number is found by where it is.
    for (auto& row : rows) {
        for (Node& each : row) each.box.minimum_width_mm = 40;
    }
    return rows;
}

}  // namespace

KeyboardState keyboard_for(FieldKind kind, bool empty, bool low) {
    return {kind, is_numeric(kind) ? KeyPage::Numbers : KeyPage::Letters, kind == FieldKind::Name && empty, low};
}

Node keyboard(const KeyboardState& state) {
    const bool pad = state.page == KeyPage::Numbers;
    Node board;
    board.id = "keyboard";
    board.look = Look::Quiet;
    board.box.gap_mm = kGapMm;
    board.box.padding_mm = kPaddingMm;
    board.box.align = pad ? Align::Centre : Align::Stretch;
    const float height = state.low ? kLowKeyMm : pad ? kPadKeyMm : kHighKeyMm;
    for (auto& row : pad ? number_rows(state) : letter_rows(state)) {
        board.children.push_back(key_row(std::move(row), height));
        if (pad) board.children.back().box.minimum_width_mm = board.children.back().box.maximum_width_mm = kPadWidthMm;
    }
    return board;
}

KeyPress pressed_key(std::string_view id, KeyboardState& state) {
    if (id.starts_with("key-")) id.remove_prefix(4);
    if (id == "backspace") return {KeyDoes::Backspace, {}};
    if (id == "clear") return {KeyDoes::Clear, {}};
    if (id == "done") return {KeyDoes::Done, {}};
    const bool symbols = id == "symbols", accents = id == "accents";
    if (symbols || accents || id == "letters") {
        state.page = symbols ? KeyPage::Symbols : accents ? KeyPage::Accents : KeyPage::Letters;
        return {KeyDoes::Page, {}};
    }
    if (id == "shift") {
        state.shift = !state.shift;
        return {KeyDoes::Page, {}};
    }
    const std::string text = id == "space" ? " " : std::string(id);
    // A name goes on with a capital after a space or a hyphen; everything else with a small letter.
    state.shift = state.kind == FieldKind::Name && (text == " " || text == "-");
    return {KeyDoes::Insert, text};
}

}  // namespace vestibule::ui
