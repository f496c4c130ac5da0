// chart - draws the leaning bar on a page, as PDF, SVG or PNG; takes and shows the baseline of the cameras.
#include "kiosk/ctl/chart.hpp"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <fmt/format.h>

#include <array>
#include <numbers>

#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/diagnostics/baseline.hpp"
#include "kiosk/diagnostics/run.hpp"

namespace vestibule::ctl {

namespace {

using diagnostics::ChartSight;
using diagnostics::ChartTrouble;
using drivers::CameraRole;

constexpr double kPointsAMm = 72 / 25.4, kPixelsAMm = 8;
// As much as both A4 and Letter have, with a margin that every printer leaves.
constexpr double kPageWidth_mm = 200, kPageHeight_mm = 260;
constexpr double kRuler_mm = 100, kWords_mm = 4;

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Painter = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

struct Options {
    Place place;
    std::string out = "chart.pdf", role;
};

void paint(cairo_t* painter) {
    cairo_set_source_rgb(painter, 1, 1, 1);
    cairo_paint(painter);
    cairo_set_source_rgb(painter, 0, 0, 0);
    cairo_save(painter);
    cairo_translate(painter, kPageWidth_mm / 2, 110);
    cairo_rotate(painter, diagnostics::kBarLean_degrees * std::numbers::pi / 180);
    cairo_rectangle(painter, -diagnostics::kBarWidth_mm / 2, -diagnostics::kBarHeight_mm / 2, diagnostics::kBarWidth_mm,
                    diagnostics::kBarHeight_mm);
    cairo_fill(painter);
    cairo_restore(painter);
    cairo_rectangle(painter, (kPageWidth_mm - kRuler_mm) / 2, 214, kRuler_mm, 1);
    cairo_fill(painter);
    cairo_select_font_face(painter, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(painter, kWords_mm);
    constexpr std::array kLines{"This line is 100 mm long. If it is not, print again without scaling.",
                                "Hold the page flat where documents or faces are held; the bar stays leaning.",
                                "vestibulectl baseline take - when the kiosk is as it should be",
                                "vestibulectl diagnose camera.document.chart camera.face.chart - ever after"};
    for (std::size_t i = 0; i < kLines.size(); ++i) {
        cairo_move_to(painter, 20, 224 + 7 * static_cast<double>(i));
        cairo_show_text(painter, kLines.at(i));
    }
}

int draw(const std::string& out) {
    const bool pixels = out.ends_with(".png"), svg = out.ends_with(".svg");
    if (!pixels && !svg && !out.ends_with(".pdf")) {
        say(stderr, "vestibulectl: expected a name that ends with .pdf, .svg or .png, not '" + out + "'");
        return kUsage;
    }
    const double scale = pixels ? kPixelsAMm : kPointsAMm;
    const double width = kPageWidth_mm * scale, height = kPageHeight_mm * scale;
    const Surface surface(
        pixels ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height))
        : svg  ? cairo_svg_surface_create(out.c_str(), width, height)
               : cairo_pdf_surface_create(out.c_str(), width, height),
        cairo_surface_destroy);
    const Painter painter(cairo_create(surface.get()), cairo_destroy);
    cairo_scale(painter.get(), scale, scale);
    paint(painter.get());
    cairo_status_t status = cairo_status(painter.get());
    if (status == CAIRO_STATUS_SUCCESS && pixels) status = cairo_surface_write_to_png(surface.get(), out.c_str());
    cairo_surface_finish(surface.get());
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return failed(Error{ErrorCode::FileUnreadable, out + ": " + cairo_status_to_string(status)});
    say(stdout, out + ": print it without scaling, on white paper that does not shine");
    return kGood;
}

std::vector<CameraRole> roles(const Options& options, const device::Config& config) {
    if (options.role == "document") return {CameraRole::Document};
    if (options.role == "face") return {CameraRole::Face};
    if (config.document_camera == config.face_camera) return {CameraRole::Document};
    return {CameraRole::Document, CameraRole::Face};
}

std::string in_words(CameraRole role, const ChartSight& sight) {
    return fmt::format("{}: sharpness {:.3f} cycles a pixel, {:.0f} dots an inch, middle at {:.0f} %",
                       role == CameraRole::Document ? "document" : "face", sight.sharpness, sight.pixels_a_mm * 25.4,
                       sight.middle_x * 100);
}

int take(const Options& options) {
    static const drivers::SystemClock kClock;
    const auto bench = options.place.bench(kClock);
    if (!bench) return failed(bench.error(), kWrongFile);
    const auto gate = device::VisitGate::close_for_patients(options.place.runtime_folder());
    if (!gate) {
        say(stderr, "vestibulectl: a patient is being served; try again when the kiosk is free");
        return kTrouble;
    }
    for (const CameraRole role : roles(options, bench->config)) {
        const auto sight = diagnostics::see_chart(*bench, role);
        if (!sight) return failed(sight.error());
        if (const auto* trouble = std::get_if<ChartTrouble>(&*sight)) {
            say(stderr, "vestibulectl: the chart is not seen. " + diagnostics::advice(*trouble));
            return kTrouble;
        }
        const auto& good = std::get<ChartSight>(*sight);
        const diagnostics::Baseline baseline{good, diagnostics::source_of(*bench, role), kClock.wall()};
        if (const auto kept = diagnostics::keep_baseline(bench->state_folder, role, baseline); !kept)
            return failed(kept.error());
        say(stdout, in_words(role, good));
    }
    return kGood;
}

int show(const Options& options) {
    int code = kTrouble;
    for (const CameraRole role : {CameraRole::Document, CameraRole::Face}) {
        const auto baseline = diagnostics::read_baseline(options.place.state_folder(), role);
        if (!baseline) continue;
        code = kGood;
        say(stdout,
            in_words(role, baseline->sight) + ", " + baseline->camera + ", " + diagnostics::date_text(baseline->date));
    }
    if (code != kGood) say(stderr, "vestibulectl: no baseline is kept; hold the chart up and run `baseline take`.");
    return code;
}

}  // namespace

void add_chart(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* chart = app.add_subcommand("chart", "Draw the chart that the cameras' focus is measured on");
    chart->add_option("--out", options->out, "a .pdf, .svg or .png file")->type_name("FILE");
    chart->callback([options, &code] { code = draw(options->out); });
    CLI::App* baseline = app.add_subcommand("baseline", "How the cameras see the chart when all is well");
    baseline->require_subcommand(1);
    CLI::App* taking = baseline->add_subcommand("take", "Look at the chart, and hold later sights to it");
    options->place.add_to(*taking);
    taking->add_option("--role", options->role, "document or face; both without it")
        ->type_name("ROLE")
        ->check(CLI::IsMember({"document", "face"}));
    taking->callback([options, &code] { code = take(*options); });
    CLI::App* showing = baseline->add_subcommand("show", "Print what is kept");
    options->place.add_to(*showing);
    showing->callback([options, &code] { code = show(*options); });
}

}  // namespace vestibule::ctl
