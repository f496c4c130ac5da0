// screen_gallery - writes a picture of every screen in every language, for people to look at.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "tests/ui/screens/drawing.hpp"
#include "tests/ui/screens/fixture.hpp"
#include "ui/screens/screens.hpp"

namespace {

using namespace vestibule::ui;
using namespace vestibule::ui::test;
using vestibule::journey::Overlay;
using vestibule::journey::State;
using vestibule::journey::Step;

struct Gallery {
    std::string folder;
    Drawing how;
    const Fonts& fonts;
    Catalog& catalog;
    const Fixture& fixture;
    int unfit = 0;

    void hang(const std::string& name, const State& state, vestibule::visit::VisitView view) {
        for (const Language& language : languages()) {
            catalog.set_language(language.code);
            view.language = language.code;
            view.text_size = how.text_size;
            view.theme = how.theme;
            view.wide = how.width_px > how.height_px;
            const Node tree = screen(state, view);
            const std::string file = folder + "/" + name + "-" + std::string(language.code) + ".png";
            if (!draw(tree, fonts, catalog, how, file)) std::fprintf(stderr, "cannot write %s\n", file.c_str());
            for (const std::string& what : overflows(tree, fonts, catalog, how)) {
                ++unfit;
                std::printf("%s-%s: %s\n", name.c_str(), std::string(language.code).c_str(), what.c_str());
            }
        }
    }
    void hang(const std::string& name, const State& state) { hang(name, state, fixture.view(state.step)); }
};

std::string numbered(std::size_t number, std::string_view id) {
    return (number < 10 ? "0" : "") + std::to_string(number) + "-" + std::string(id);
}

/// Moments of a screen that look different from its usual one.
void hang_moments(Gallery& gallery) {
    State state = state_at(Step::ChooseProvider);
    state.providers_ready = 2;
    gallery.hang("04-choose-provider-one-ready", state);
    state.providers_ready = 0;
    gallery.hang("04-choose-provider-none-ready", state);
    state = state_at(Step::DocumentFront);
    state.camera_lost = true;
    gallery.hang("20-document-front-lost", state);
    state = state_at(Step::DocumentFront);
    auto view = gallery.fixture.view(Step::DocumentFront);
    view.verdict.hint = vestibule::capture::Hint::Good;
    gallery.hang("20-document-front-good", state, view);
    state = state_at(Step::Selfie);
    view = gallery.fixture.view(Step::Selfie);
    view.verdict.hint = vestibule::capture::Hint::CentreIt;
    view.verdict.steadiness = 0;
    gallery.hang("26-selfie-centre", state, view);
    view.verdict.hint = vestibule::capture::Hint::MoveCloser;
    gallery.hang("26-selfie-closer", state, view);
    view.verdict.hint = vestibule::capture::Hint::Good;
    view.verdict.steadiness = 0.5F;
    gallery.hang("26-selfie-good", state, view);
    view.verdict.hint = vestibule::capture::Hint::WatchScreen;
    view.verdict.steadiness = 1;
    view.verdict.tint = vestibule::capture::Tint{0.4F, 0.5F, 1};
    gallery.hang("26-selfie-colours", state, view);
    state = state_at(Step::SelfieIntro);
    view = gallery.fixture.view(Step::SelfieIntro);
    view.colours_offered = true;
    gallery.hang("25-selfie-intro-colours", state, view);
    state = state_at(Step::Contact);
    view = gallery.fixture.view(Step::Contact);
    view.form_tried = true;
    for (auto& field : view.fields) field.error = vestibule::visit::FieldError::Missing;
    gallery.hang("11-contact-errors", state, view);
    state.pending = 3;
    gallery.hang("11-contact-waits", state);
    view = gallery.fixture.view(Step::Places);
    view.names_shown = true;
    gallery.hang("34-places-named", state_at(Step::Places), view);
    view.places.clear();
    gallery.hang("34-places-none", state_at(Step::Places), view);
    view = gallery.fixture.view(Step::Confirm);
    view.names_shown = true;
    view.places[1].categories = 3;
    gallery.hang("38-confirm-named", state_at(Step::Confirm), view);
    view = gallery.fixture.view(Step::Done);
    view.receipt = nullptr;
    gallery.hang("40-done-nothing", state_at(Step::Done), view);
    state = state_at(Step::ServiceTrouble);
    state.back_to = Step::Confirm;
    state.trouble = vestibule::journey::Trouble::Unknown;
    gallery.hang("32-service-trouble-unknown", state);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: screen_gallery DIR [WxH] [TEXT SIZE 0-2] [THEME 0-2]\n");
        return 2;
    }
    Drawing how;
    if (argc > 2) std::sscanf(argv[2], "%dx%d", &how.width_px, &how.height_px);
    if (argc > 3) how.text_size = std::atoi(argv[3]);
    if (argc > 4) how.theme = std::atoi(argv[4]);
    const auto fonts = Fonts::open();
    auto catalog = Catalog::open("share/vestibule/locale");
    if (!fonts || !catalog) {
        std::fprintf(stderr, "fonts or catalogs are missing; start it in the build folder\n");
        return 1;
    }
    Fixture fixture;
    const auto picture = std::make_shared<vestibule::capture::Picture>();
    picture->width_px = 1280;
    picture->height_px = 720;
    fixture.set_picture(picture, picture);
    Gallery gallery{argv[1], how, fonts.value(), catalog.value(), fixture};
    for (std::size_t i = 0; i < static_cast<std::size_t>(Step::Count); ++i) {
        const auto step = static_cast<Step>(i);
        gallery.hang(numbered(i, id_of(step)), state_at(step));
    }
    for (std::size_t o = 1; o < static_cast<std::size_t>(Overlay::Count); ++o) {
        State state = state_at(Step::Searching);
        state.overlay = static_cast<Overlay>(o);
        gallery.hang("50-overlay-" + std::string(id_of(state.overlay)), state);
    }
    hang_moments(gallery);
    std::printf("%d texts do not fit\n", gallery.unfit);
    return gallery.unfit == 0 ? 0 : 1;
}
