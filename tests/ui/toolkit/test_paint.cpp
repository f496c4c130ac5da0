// test_paint - something is visible where it should be, and nothing where it must not.
#include "tests/ui/toolkit/fixture.hpp"
#include "ui/toolkit/icons.hpp"
#include "ui/toolkit/picture_place.hpp"

namespace vestibule::ui::test {
namespace {

/// How many different colours lie in a place: 1 is a blank.
std::size_t colours_in(View& view, const Rect& rect) {
    std::vector<std::uint32_t> seen;
    for (int y = static_cast<int>(rect.y); y < static_cast<int>(rect.bottom()); ++y) {
        for (int x = static_cast<int>(rect.x); x < static_cast<int>(rect.right()); ++x) {
            const std::uint32_t pixel = view.window().pixel(x, y);
            if (std::find(seen.begin(), seen.end(), pixel) == seen.end()) seen.push_back(pixel);
            if (seen.size() > 8) return seen.size();
        }
    }
    return seen.size();
}

std::vector<std::uint8_t> flat_frame(int width, int height, std::uint8_t blue, std::uint8_t green, std::uint8_t red) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int i = 0; i < width * height; ++i) bytes.insert(bytes.end(), {blue, green, red});
    return bytes;
}

TEST(Paint, DrawsAPrimaryButtonInItsColourWithWhiteWords) {
    const auto view = make_view();
    view->show(screen({button("one", "Continue")}));
    const Laid* one = find(view->layout().root, "one");
    EXPECT_EQ(view->window().pixel(static_cast<int>(one->rect.x) + 30, static_cast<int>(one->rect.y) + 10), 0x0B5D66U);
    EXPECT_GT(colours_in(*view, one->label_at), 4U);
    EXPECT_EQ(view->window().pixel(10, 1900), 0xF6F7F4U);
}

TEST(Paint, ShowsEveryLookOfEveryRole) {
    const auto view = make_view();
    for (int role = 0; role <= static_cast<int>(Role::Icon); ++role) {
        for (int look = 0; look <= static_cast<int>(Look::Ribbon); ++look) {
            Node node = text(static_cast<Role>(role), "Words", "node");
            node.look = static_cast<Look>(look);
            node.glyph = Glyph::Check;
            node.color_rgb = 0x041E42;
            node.action = visit::Intent{};
            node.box.minimum_height_mm = 20;
            if (node.role == Role::Field) node.part = FieldPart{};
            view->show(screen({node}));
            const bool silent = node.role == Role::Screen || node.role == Role::Group || node.role == Role::List;
            const bool pictured = node.role == Role::Picture || node.role == Role::QrCode || node.role == Role::Camera;
            if (silent || (pictured && node.look == Look::Ribbon)) continue;
            EXPECT_GT(colours_in(*view, find(view->layout().root, "node")->rect), 2U) << name(node.role) << " " << look;
        }
    }
}

TEST(Paint, DrawsEveryIcon) {
    for (int glyph = 1; glyph <= static_cast<int>(Glyph::Shift); ++glyph) {
        cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 48, 48);
        cairo_t* to = cairo_create(surface);
        draw_icon(to, static_cast<Glyph>(glyph), {0, 0, 48, 48});
        cairo_surface_flush(surface);
        const unsigned char* data = cairo_image_surface_get_data(surface);
        int inked = 0, edge = 0;
        for (int y = 0; y < 48; ++y) {
            for (int x = 0; x < 48; ++x) {
                const bool ink = data[y * cairo_image_surface_get_stride(surface) + x] > 100;
                inked += ink ? 1 : 0;
                edge += ink && (x == 0 || y == 0 || x == 47 || y == 47) ? 1 : 0;
            }
        }
        EXPECT_GT(inked, 60) << glyph;
        EXPECT_EQ(edge, 0) << glyph << " is cut";
        cairo_destroy(to);
        cairo_surface_destroy(surface);
    }
}

TEST(Paint, CoversEverythingUnderAnOverlay) {
    const auto view = make_view();
    view->show(screen({button("secret", "Personal")}));
    const Rect under = find(view->layout().root, "secret")->rect;
    Node overlay = group({text(Role::Paragraph, "Covered")});
    overlay.role = Role::Overlay;
    view->show(screen({button("secret", "Personal"), overlay}));
    EXPECT_EQ(colours_in(*view, under), 1U);
    EXPECT_EQ(view->window().pixel(static_cast<int>(under.x) + 20, static_cast<int>(under.y) + 20), 0xF6F7F4U);
}

TEST(Paint, HidesAMaskedValue) {
    const privacy::SecretText one = privacy::secret("aaaa"), other = privacy::secret("WWWW");
    const auto view = make_view();
    const auto row_of = [&](const privacy::SecretText& value) {
        Node node = field(visit::FieldId::Password, value, FieldKind::Password, "password");
        std::get<FieldPart>(node.part).masked = true;
        view->show(screen({node}));
        std::vector<std::uint32_t> pixels;
        const Rect& box = find(view->layout().root, "password")->control;
        for (int x = static_cast<int>(box.x); x < static_cast<int>(box.right()); ++x) {
            pixels.push_back(view->window().pixel(x, static_cast<int>(box.y + box.h / 2)));
        }
        return pixels;
    };
    EXPECT_EQ(row_of(one), row_of(other));
}

TEST(Paint, RingsWhatTheKeypadIsOnAndOnlyThen) {
    const auto view = make_view();
    view->show(screen({button("one", "One")}));
    const Rect rect = find(view->layout().root, "one")->rect;
    const int x = static_cast<int>(rect.x + rect.w / 2), y = static_cast<int>(rect.y) - 5;
    EXPECT_EQ(view->window().pixel(x, y), colors(ThemeKind::Light).paper);
    (void)view->handle(key(SDLK_TAB));
    EXPECT_EQ(view->window().pixel(x, y), colors(ThemeKind::Light).focus);
    (void)view->handle(finger(SDL_FINGERDOWN, *view, 500, 1700));
    EXPECT_EQ(view->window().pixel(x, y), colors(ThemeKind::Light).paper);
}

Node camera_screen(bool lost) {
    Node camera;
    camera.role = Role::Camera;
    camera.id = "camera";
    camera.box.grow = 1;
    CameraPart part;
    part.lost = lost;
    camera.part = part;
    return screen({text(Role::Heading, "Show your ID"), camera});
}

TEST(Paint, DrawsACameraFrameIntoItsPlace) {
    const auto view = make_view();
    view->show(camera_screen(false));
    const std::vector<std::uint8_t> bytes = flat_frame(1280, 720, 0x20, 0x40, 0xE0);
    ASSERT_TRUE(view->camera({capture::Encoding::Bgr, 1280, 720, bytes}));
    const Rect room = find(view->layout().root, "camera")->control;
    const PicturePlace place = place_picture(room, 1280, 720, false);
    const int x = static_cast<int>(place.at.x + place.at.w / 2), y = static_cast<int>(place.at.y + place.at.h / 2);
    EXPECT_EQ(view->window().pixel(x, y), 0xE04020U);
    EXPECT_NEAR(place.at.w, room.w, 1);
    // Shown again, the newest frame is still there.
    view->set_theme(1);
    view->show(camera_screen(false));
    EXPECT_EQ(view->window().pixel(x, y), 0xE04020U);
}

TEST(Paint, DrawsNoFrameOfALostCameraOrWithoutAPlace) {
    const auto view = make_view();
    const std::vector<std::uint8_t> bytes = flat_frame(64, 64, 1, 2, 3);
    EXPECT_FALSE(view->camera({capture::Encoding::Bgr, 64, 64, bytes}));
    view->show(camera_screen(true));
    EXPECT_FALSE(view->camera({capture::Encoding::Bgr, 64, 64, bytes}));
    view->show(camera_screen(false));
    EXPECT_FALSE(view->camera({capture::Encoding::Jpeg, 64, 64, bytes}));
}

TEST(PicturePlace, MapsPointsOfTheFrameMirroredAndNot) {
    const PicturePlace place = place_picture({100, 200, 960, 540}, 1280, 720, false);
    EXPECT_FLOAT_EQ(place.scale, 0.75F);
    EXPECT_FLOAT_EQ(place.on_window({0, 0}, 1280, false).x, 100);
    EXPECT_FLOAT_EQ(place.on_window({1280, 720}, 1280, false).y, 740);
    EXPECT_FLOAT_EQ(place.on_window({0, 0}, 1280, true).x, 1060);
}

TEST(PicturePlace, FillsItsRoomAndCutsOnlyWhatStandsBesideAFace) {
    const Rect tall{64, 300, 952, 700};
    const PicturePlace document = place_picture(tall, 1280, 720, false);
    EXPECT_FLOAT_EQ(document.at.w, 952);
    EXPECT_FLOAT_EQ(document.crop_x, 0);
    EXPECT_TRUE(tall.holds(document.at));
    const PicturePlace face = place_picture(tall, 1280, 720, true);
    EXPECT_NEAR(face.at.h, 700, 1);
    EXPECT_GT(face.crop_x, 0);
    EXPECT_TRUE(tall.holds(face.at));
    EXPECT_EQ(place_picture({0, 0, 400, 400}, 1280, 720, false).eighths, 4);
}

}  // namespace
}  // namespace vestibule::ui::test
