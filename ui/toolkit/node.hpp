// node - the tree of a screen: roles, labels, spoken texts and actions; what is laid out, moved through, spoken and
// tested.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/capture/capture.hpp"
#include "kiosk/device/brand/logo.hpp"
#include "kiosk/privacy/sensitive.hpp"
#include "kiosk/visit/intent.hpp"
#include "ui/text/text.hpp"

namespace vestibule::ui {

/// What a node is. The label of a Screen, Group, List, Overlay, Camera, Picture or QrCode is its spoken name and is not
/// drawn (a Group with Look::Ribbon draws it); every other label is. A Choice, CheckBox or ListItem draws its glyph at
/// the start, then its label, then its children as the box says. An Overlay covers the whole screen, opaque, and takes
/// all input.
enum class Role : std::uint8_t {
    Screen, Group, Heading, Paragraph, Note, Status, Button, Choice, CheckBox, Field, List, ListItem, Picture, QrCode,
    Camera, Progress, Icon, Key, Overlay
};
[[nodiscard]] std::string_view name(Role role) noexcept;

/// How a node looks; the theme gives each its colours and sizes.
enum class Look : std::uint8_t {
    Plain, Primary, Secondary, Quiet, Danger, Provider, Card, Attention, Success, Title, Display, Small, Bar, Ribbon
};
enum class Glyph : std::uint8_t {
    None, Lock, Check, Warning, Camera, Phone, Person, Card, Passport, Search, Hand, Cross, Back, Forward, Globe, Sound,
    TextSize, Erase, Building, Clock, Eye, Help, Face, ArrowUp, ArrowDown, Backspace, Shift
};

enum class Direction : std::uint8_t { Column, Row };
enum class Align : std::uint8_t { Start, Centre, End, Stretch };

/// Millimetres on the actual display; 0 where the content decides.
struct Box {
    Direction direction = Direction::Column;
    Align align = Align::Stretch;        ///< across the direction
    Align justify = Align::Start;        ///< along the direction
    float gap_mm = 4;
    float padding_mm = 0;
    float minimum_width_mm = 0, minimum_height_mm = 0;
    float maximum_width_mm = 0;
    float grow = 0;                      ///< share of what is left along the parent's direction
    bool wrap = false;                   ///< a Row breaks into lines
    bool scrolls = false;                ///< content higher than the box scrolls, with buttons to do so
};

enum class FieldKind : std::uint8_t { Text, Name, Email, Phone, Code, Password, Date, Postal };
struct FieldPart {
    visit::FieldId id{};
    FieldKind kind = FieldKind::Text;
    const privacy::SecretText* value = nullptr;
    Text error;                          ///< empty: none
    bool masked = false;
};
/// Live pictures of the camera, with the outline to draw. Points are in pixels of the full frame.
struct CameraPart {
    capture::Target target = capture::Target::LicenseFront;
    capture::Verdict verdict;
    bool mirrored = false;
    bool lost = false;
};
struct PicturePart {
    capture::PicturePtr picture;
    bool mirrored = false;
};
/// A facility's logo, on white, as high as its box says and as wide as its shape.
struct LogoPart {
    const device::Logo* logo = nullptr;
};
struct QrPart {
    const privacy::SecretText* content = nullptr;
};
struct ProgressPart {
    double part = -1;                    ///< 0..1 as the other side reported; negative: not known
};

struct Node {
    Role role = Role::Group;
    std::string id;                      ///< stable over rebuilds: focus, scroll and tests hold on to it
    Text label;
    Text spoken;                         ///< empty: the label
    Look look = Look::Plain;
    Glyph glyph = Glyph::None;
    std::uint32_t color_rgb = 0;         ///< Look::Provider: from the profile
    std::uint32_t text_rgb = 0xFFFFFF;
    Box box;
    bool enabled = true;
    bool checked = false;                ///< CheckBox, and a chosen Choice
    std::variant<std::monostate, visit::Intent> action;
    std::variant<std::monostate, FieldPart, CameraPart, PicturePart, QrPart, ProgressPart, LogoPart> part;
    std::vector<Node> children;

    [[nodiscard]] bool acts() const noexcept { return enabled && action.index() != 0; }
};

}  // namespace vestibule::ui
