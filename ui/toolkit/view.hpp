// view - a screen as the program sees it: shows trees, turns touches and keys into happenings, and draws the camera.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/capture/capture.hpp"
#include "ui/text/catalog.hpp"
#include "ui/text/fonts.hpp"
#include "ui/toolkit/focus.hpp"
#include "ui/toolkit/keyboard.hpp"
#include "ui/toolkit/layout.hpp"
#include "ui/toolkit/paint.hpp"
#include "ui/toolkit/window.hpp"

union SDL_Event;

namespace vestibule::ui {

/// A change of a field that the caller makes to its own value; the view keeps no copy.
struct FieldEdit {
    enum class Kind : std::uint8_t { Insert, Backspace, Clear };
    visit::FieldId id = visit::FieldId::None;
    Kind kind = Kind::Insert;
    privacy::SecretText text;   ///< Insert: what to put at the end
};
using Happening = std::variant<visit::Intent, FieldEdit>;
using Happenings = std::vector<Happening>;

struct ViewSettings {
    WindowSettings window;
    double diagonal_inch = kDefaultDiagonalInch;
    std::filesystem::path catalogs;               ///< share/vestibule/locale
    std::filesystem::path fonts = kFontFolder;
};

class View {
public:
    /// Errors: NoDisplay, NoFont, NoCatalog.
    [[nodiscard]] static Result<std::unique_ptr<View>> open(const ViewSettings& settings);
    View(const View&) = delete;
    View& operator=(const View&) = delete;

    /// Takes effect with the next show(); unknown values change nothing.
    void set_language(std::string_view code);
    void set_text_size(int step);
    void set_theme(int theme);

    /// Shows a tree. What it refers to must live until the next show() or forget(). True if something was painted anew.
    bool show(Node tree);
    /// Lets go of the tree and of every picture, and paints the screen empty.
    void forget();
    /// Everything that an event means; a touch or key that did nothing else is Intent Human. Paints what it changes.
    [[nodiscard]] Happenings handle(const SDL_Event& event);
    /// Whether a key answers the screen, rather than moving on it or writing: Return, Enter, Space, Escape.
    [[nodiscard]] static bool acts(int key);
    /// Draws a camera frame into the Camera node on the screen. False if there is none, or the frame cannot be decoded.
    bool camera(const capture::PictureView& frame);
    /// Turns the marks of waiting; call now and then. True if something was painted.
    bool tick(std::chrono::milliseconds now);

    // For automation and tests.
    /// Labels and values that hold a secret are shown only if asked for.
    [[nodiscard]] nlohmann::json describe(bool include_secrets = false) const;
    /// The first node that is seen with this role (empty: any) and this id, or else this label in the language of the
    /// moment.
    [[nodiscard]] const Laid* find(std::string_view role, std::string_view label_or_id) const;
    /// As a touch on that node, brought into sight first. Nothing if it is not there or does not act.
    [[nodiscard]] std::optional<Happenings> press(std::string_view role, std::string_view label_or_id);
    /// As typed on a keyboard into the field being edited.
    [[nodiscard]] Happenings type(std::string_view text);

    [[nodiscard]] Window& window() noexcept { return window_; }
    [[nodiscard]] const Catalog& catalog() const noexcept { return catalog_; }
    [[nodiscard]] const Layout& layout() const noexcept { return screen_; }
    [[nodiscard]] const Layout* keys() const noexcept { return keys_ ? &*keys_ : nullptr; }
    [[nodiscard]] visit::FieldId edited() const noexcept { return edited_; }
    [[nodiscard]] const std::string& focused() const noexcept { return focused_; }
    [[nodiscard]] const std::vector<std::string>& overflows() const noexcept { return screen_.overflows; }
    [[nodiscard]] std::vector<Stop> stops() const { return stops_of(screen_, keys()); }

private:
    View(Window window, Catalog catalog, Fonts fonts, double diagonal_inch);

    /// A finger or the mouse button that is down.
    struct Touch {
        std::int64_t finger = 0;
        std::string on;               ///< the stop's name; empty: nothing that acts
        std::string scrolls;          ///< the box that would scroll
        float x = 0, y = 0, last_y = 0;
        bool dragging = false;
    };
    struct Mark {
        std::size_t look = 0;
        Rect rect;
    };

    void set_type();
    void lay();
    void lay_keyboard(const Rect& whole);
    void keep_field_seen(const Rect& room);
    [[nodiscard]] const FieldPart* edited_part() const;
    void paint_changes(bool everything);
    void paint(const std::vector<Rect>& damage);
    [[nodiscard]] std::vector<Mark> marks() const;
    [[nodiscard]] PaintState paint_state() const;
    [[nodiscard]] const capture::Pixels* decoded(const PicturePart& part, const Rect& room);
    void drop_pictures();
    void changed();                    ///< lays out and paints what differs

    void touch_down(std::int64_t finger, float x, float y, Happenings& out);
    void touch_move(std::int64_t finger, float x, float y);
    void touch_up(std::int64_t finger, float x, float y, Happenings& out);
    void key_down(int key, bool shift, Happenings& out);
    void move_focus(int key, bool shift, Happenings& out);
    void act(const std::string& name, Happenings& out);
    void act_on_key(const Laid& laid, Happenings& out);
    void scroll(const std::string& id, float by_px);
    void begin_edit(const FieldPart& part);
    void end_edit();
    void insert(std::string_view text, Happenings& out);
    void bring_into_sight(const Laid& laid);

    Window window_;
    Catalog catalog_;
    Fonts fonts_;
    double diagonal_inch_;
    int text_size_ = 0;
    ThemeKind theme_ = ThemeKind::Light;
    std::unique_ptr<Typesetter> type_;

    Node tree_;
    Node board_;
    std::size_t fingerprint_ = 0;
    bool shown_ = false;
    bool style_changed_ = true;        ///< language, size or theme
    Layout screen_;
    std::optional<Layout> keys_;
    float screen_shift_ = 0;           ///< the screen is moved up by so much for the keyboard, as the last resort
    Scrolls scrolls_;
    std::vector<Mark> marks_;

    visit::FieldId edited_ = visit::FieldId::None;
    KeyboardState keyboard_;
    std::string focused_;
    bool focus_seen_ = false;          ///< the ring is shown once keys are used, and not after a touch
    std::vector<Touch> touches_;

    capture::Pixels camera_;
    int camera_width_px_ = 0, camera_height_px_ = 0;
    struct Kept {
        const capture::Picture* picture = nullptr;
        int eighths = 0;
        capture::Pixels pixels;
    };
    std::vector<std::unique_ptr<Kept>> kept_;
    double turn_ = 0;
    std::chrono::milliseconds last_tick_{0};
};

}  // namespace vestibule::ui
