// test_screens - every step and overlay in both languages: words, ids, ways out, and what must not be said.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/ui/screens/fixture.hpp"
#include "tests/ui/screens/walk.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui::test {
namespace {

using journey::Overlay;
using journey::State;
using journey::Step;

class Screens : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(catalog().set_language("en")); }

    static Catalog& catalog() {
        static Catalog one = Catalog::open("share/vestibule/locale").value();
        return one;
    }

    /// Every step and every overlay over a step, in every language, with each set of providers ready.
    template <typename Check>
    void every(Check&& check) {
        for (const Language& language : languages()) {
            ASSERT_TRUE(catalog().set_language(language.code));
            for (std::size_t i = 0; i < static_cast<std::size_t>(Step::Count); ++i) {
                for (std::size_t o = 0; o < static_cast<std::size_t>(Overlay::Count); ++o) {
                    for (std::uint8_t ready = 0; ready < 4; ++ready) {
                        const auto step = static_cast<Step>(i);
                        State state = state_at(step);
                        state.overlay = static_cast<Overlay>(o);
                        state.providers_ready = ready;
                        state.pending = ready == 1 ? 9 : 0;
                        const Node root = screen(state, fixture_.view(step, std::string(language.code)));
                        SCOPED_TRACE(testing::Message() << language.code << " " << root.id << " ready " << int(ready));
                        check(state, root);
                    }
                }
            }
        }
    }

    Node at(Step step) { return screen(state_at(step), fixture_.view(step)); }

    Fixture fixture_;
};

bool has_visit(Step step) {
    return step != Step::Erased && step != Step::Welcome && step != Step::Erasing && step != Step::OutOfService;
}

TEST_F(Screens, EveryTextHasWordsAndAllItsPlacesAreFilled) {
    const int before = catalog().missing();
    every([&](const State&, const Node& root) {
        each(root, [&](const Node& node) {
            for (const Text* text : texts_of(node)) {
                if (text->empty()) continue;
                if (text->key != "=") {
                    EXPECT_TRUE(catalog().has(text->key)) << text->key;
                    const std::string raw(catalog().raw(text->key));
                    for (std::size_t i = 0; i < 10; ++i) {
                        const bool place = raw.find("{" + std::to_string(i) + "}") != std::string::npos;
                        EXPECT_TRUE(!place || i < text->arguments.size()) << text->key;
                    }
                }
                EXPECT_FALSE(catalog().resolve(*text).empty()) << text->key;
            }
        });
    });
    EXPECT_EQ(catalog().missing(), before);
}

TEST_F(Screens, IdsAreUniqueAndActingNodesHaveThem) {
    every([&](const State&, const Node& root) {
        std::set<std::string> ids;
        each(root, [&](const Node& node) {
            EXPECT_FALSE(node.acts() && node.id.empty());
            EXPECT_TRUE(node.id.empty() || ids.insert(node.id).second) << node.id;
        });
    });
}

TEST_F(Screens, WhateverActsSaysWhatItDoes) {
    every([&](const State&, const Node& root) {
        each(root, [&](const Node& node) {
            if (!node.acts()) return;
            EXPECT_FALSE(catalog().resolve(node.label).empty()) << node.id;
            EXPECT_FALSE(catalog().resolve(node.spoken.empty() ? node.label : node.spoken).empty()) << node.id;
        });
    });
}

TEST_F(Screens, HelpAndStopAreOneTouchAwayOnEveryStepOfAVisit) {
    every([&](const State& state, const Node& root) {
        if (state.overlay != Overlay::None) return;
        const bool visit = has_visit(state.step);
        EXPECT_EQ(find(root, "help") != nullptr, visit || state.step == Step::Welcome);
        EXPECT_EQ(find(root, "stop") != nullptr, visit);
        EXPECT_EQ(find(root, "start-over") != nullptr, visit);
    });
}

TEST_F(Screens, EveryOverlayLeadsBackAndHidesTheStep) {
    every([&](const State& state, const Node& root) {
        if (state.overlay == Overlay::None) return;
        EXPECT_EQ(root.role, Role::Overlay);
        EXPECT_NE(find(root, "keep-going"), nullptr);
        EXPECT_EQ(find(root, "erase-now") == nullptr, state.overlay == Overlay::Covered);
        each(root, [](const Node& node) { EXPECT_NE(node.role, Role::Field) << "nothing of the step shines through"; });
    });
}

TEST_F(Screens, LanguageTextSizeAndContrastAreOnEveryScreen) {
    every([&](const State&, const Node& root) {
        for (const char* id : {"language", "text-size", "theme", "ribbon"}) EXPECT_NE(find(root, id), nullptr) << id;
    });
}

TEST_F(Screens, ATestKioskSaysSoOnEveryScreenAndNoOtherDoes) {
    every([&](const State& state, const Node& root) {
        EXPECT_EQ(find(root, "test-band"), nullptr);
        visit::VisitView view = fixture_.view(state.step);
        view.test_kiosk = true;
        EXPECT_NE(find(screen(state, view), "test-band"), nullptr);
    });
}

TEST_F(Screens, TheLanguageButtonSpeaksTheLanguageThatItLeadsTo) {
    ASSERT_TRUE(catalog().set_language("es"));
    const Node root = screen(state_at(Step::Name), fixture_.view(Step::Name, "es"));
    EXPECT_EQ(std::string(catalog().resolve(find(root, "language")->label)), "English");
    EXPECT_EQ(std::get<visit::Intent>(find(root, "language")->action).index, 0);
}

TEST_F(Screens, MaskedFieldsAreNeverSpoken) {
    int masked = 0;
    every([&](const State&, const Node& root) {
        each(root, [&](const Node& node) {
            const auto* field = std::get_if<FieldPart>(&node.part);
            if (field == nullptr || !field->masked) return;
            ++masked;
            EXPECT_FALSE(node.spoken.empty());
            EXPECT_TRUE(node.spoken.arguments.empty() && node.label.arguments.empty());
        });
    });
    EXPECT_GT(masked, 0);
}

TEST_F(Screens, AFormThatWaitsRestsItsPrimaryButtonAndKeepsAWayOut) {
    for (const Step step :
         {Step::Contact, Step::EmailCode, Step::PhoneCode, Step::SignIn, Step::SecondFactor, Step::CheckDetails}) {
        State state = state_at(step);
        state.pending = 3;
        const Node root = screen(state, fixture_.view(step));
        EXPECT_FALSE(find(root, "continue")->acts()) << root.id;
        EXPECT_NE(find(root, "checking"), nullptr) << root.id;
        EXPECT_TRUE(find(root, "back")->acts()) << root.id;
    }
}

TEST_F(Screens, ErrorsOfAFormWaitForContinue) {
    visit::VisitView view = fixture_.view(Step::Contact);
    view.fields[static_cast<std::size_t>(visit::FieldId::Email)].error = visit::FieldError::Missing;
    const auto error = [&] {
        const Node root = screen(state_at(Step::Contact), view);
        return std::get<FieldPart>(find(root, "field-email")->part).error.key;
    };
    EXPECT_EQ(error(), "");
    view.form_tried = true;
    EXPECT_EQ(error(), "field_error.missing");
}

TEST_F(Screens, AProviderThatIsNotReadySaysSoInWordsAndCannotBeChosen) {
    State state = state_at(Step::ChooseProvider);
    state.providers_ready = 2;
    Node root = screen(state, fixture_.view(Step::ChooseProvider));
    EXPECT_FALSE(find(root, "provider-0")->acts());
    EXPECT_TRUE(find(root, "provider-1")->acts());
    EXPECT_NE(words_of(root, catalog()).find(catalog().raw("provider.not_ready")), std::string::npos);
    EXPECT_EQ(find(root, "try-again"), nullptr);
    state.providers_ready = 0;
    root = screen(state, fixture_.view(Step::ChooseProvider));
    EXPECT_NE(find(root, "try-again"), nullptr);
    EXPECT_NE(find(root, "desk"), nullptr);
}

TEST_F(Screens, BothProvidersAndBothAnswersAreEqual) {
    const Node choose = at(Step::ChooseProvider);
    EXPECT_EQ(find(choose, "provider-0")->box.grow, find(choose, "provider-1")->box.grow);
    for (const auto& [step, one, other] :
         {std::tuple{Step::PictureConsent, "yes", "no"}, {Step::ShareConsent, "allow", "deny"}}) {
        const Node root = at(step);
        EXPECT_EQ(find(root, one)->look, find(root, other)->look);
        EXPECT_EQ(find(root, one)->box.grow, find(root, other)->box.grow);
        EXPECT_EQ(find(root, one)->box.minimum_height_mm, find(root, other)->box.minimum_height_mm);
    }
}

TEST_F(Screens, APassportShowsItsPhotoPage) {
    State state = state_at(Step::DocumentFront);
    state.document = journey::Document::Passport;
    const Node root = screen(state, fixture_.view(Step::DocumentFront));
    EXPECT_EQ(std::get<CameraPart>(find(root, "camera")->part).target, capture::Target::PassportPage);
    EXPECT_EQ(root.label.key, "front.passport.title");
}

TEST_F(Screens, OnlyTheFaceIsMirrored) {
    EXPECT_FALSE(std::get<CameraPart>(find(at(Step::DocumentFront), "camera")->part).mirrored);
    EXPECT_TRUE(std::get<CameraPart>(find(at(Step::Selfie), "camera")->part).mirrored);
    EXPECT_FALSE(std::get<PicturePart>(find(at(Step::BackReview), "picture")->part).mirrored);
    EXPECT_TRUE(std::get<PicturePart>(find(at(Step::SelfieReview), "picture")->part).mirrored);
}

TEST_F(Screens, ALostCameraSaysSoAndOffersOtherWays) {
    State state = state_at(Step::DocumentFront);
    state.camera_lost = true;
    const Node root = screen(state, fixture_.view(Step::DocumentFront));
    EXPECT_NE(find(root, "camera-lost"), nullptr);
    EXPECT_NE(find(root, "phone"), nullptr);
    EXPECT_NE(find(root, "desk"), nullptr);
    EXPECT_FALSE(find(root, "take-picture")->acts());
}

TEST_F(Screens, WhatLiesInATrayIsNotAskedToBeHeldOrMovedNearer) {
    using capture::Hint;
    const auto said = [&](Step step, Hint hint, bool tray) {
        visit::VisitView view = fixture_.view(step);
        view.verdict.hint = hint;
        view.document_tray = tray;
        return find(screen(state_at(step), view), "hint")->label.key;
    };
    EXPECT_EQ(said(Step::DocumentFront, Hint::HoldFlat, true), "hint.hold_flat.tray");
    EXPECT_EQ(said(Step::DocumentBack, Hint::MoveCloser, true), "hint.move_closer.tray");
    for (const Hint hint : {Hint::MoveCloser, Hint::MoveBack, Hint::HoldFlat, Hint::HoldStill, Hint::ShowDocument}) {
        const std::string held = said(Step::DocumentFront, hint, false);
        EXPECT_EQ(said(Step::DocumentFront, hint, true), held + ".tray");
        EXPECT_EQ(said(Step::Selfie, hint, true), held) << "a face lies in no tray";
        for (const char* language : {"en", "es"}) {
            ASSERT_TRUE(catalog().set_language(language));
            EXPECT_NE(catalog().raw(held + ".tray"), catalog().raw(held)) << language;
        }
    }
    EXPECT_EQ(said(Step::DocumentFront, Hint::Glare, true), "hint.glare");
}

TEST_F(Screens, HelpIsOfferedOnlyWhereAPictureTakesLong) {
    for (const Step step : {Step::DocumentFront, Step::DocumentBack, Step::Selfie}) {
        visit::VisitView view = fixture_.view(step);
        const auto says_so = [&] {
            const Node root = screen(state_at(step), view);
            return words_of(root, catalog()).find(catalog().raw("camera.slow")) != std::string::npos;
        };
        EXPECT_FALSE(says_so());
        view.verdict.slow = true;
        EXPECT_TRUE(says_so());
        EXPECT_NE(std::string(catalog().raw("camera.slow")).find("Take photo"), std::string::npos);
        view.verdict.take = true;
        EXPECT_FALSE(says_so()) << "it is taken";
    }
}

TEST_F(Screens, ATouchAnywhereDismissesErasedAndUncovers) {
    EXPECT_EQ(std::get<visit::Intent>(at(Step::Erased).action).kind, visit::IntentKind::DismissErased);
    State state = state_at(Step::Searching);
    state.overlay = Overlay::Covered;
    const Node root = screen(state, fixture_.view(Step::Searching));
    EXPECT_EQ(std::get<visit::Intent>(root.action).kind, visit::IntentKind::KeepGoing);
}

TEST_F(Screens, ErasedNamesExactlyTheKindsThatItWasTold) {
    const Node root = at(Step::Erased);
    EXPECT_EQ(find(root, "gone")->children.size(), 4U);
    EXPECT_EQ(find(root, "still-to-deliver"), nullptr);
    visit::VisitView view = fixture_.view(Step::Erased);
    view.last.still_to_deliver = true;
    EXPECT_NE(find(screen(state_at(Step::Erased), view), "still-to-deliver"), nullptr);
}

TEST_F(Screens, DoneSaysWhatIsStillToDoAndClaimsNothingThatWasNotAnswered) {
    EXPECT_EQ(at(Step::Done).label.key, "done.title");
    EXPECT_NE(std::string(catalog().raw("done.title")).find("not checked in yet"), std::string::npos);
    EXPECT_NE(find(at(Step::Done), "receipt"), nullptr);
    visit::VisitView view = fixture_.view(Step::Done);
    view.receipt = nullptr;
    const Node root = screen(state_at(Step::Done), view);
    EXPECT_EQ(find(root, "receipt"), nullptr);
    EXPECT_EQ(find(root, "shared")->label.key, "done.nothing_shared");
    EXPECT_EQ(root.label.key, "done.title");
}

TEST_F(Screens, OutOfServiceTellsItsCodeAndWhatToDo) {
    const Node root = at(Step::OutOfService);
    EXPECT_NE(words_of(root, catalog()).find("E501"), std::string::npos);
    const Node* help = find(root, "help-code");
    ASSERT_NE(help, nullptr);
    EXPECT_EQ(privacy::view(*std::get<QrPart>(help->part).content).rfind("E501: erasure is not proved. ", 0), 0U);
    visit::VisitView view = fixture_.view(Step::OutOfService);
    view.out_of_service_code = 139;  // a crash: 128 and the signal; the catalog has no page about it
    const Node crashed = screen(state_at(Step::OutOfService), view);
    EXPECT_EQ(find(crashed, "help-code"), nullptr);
    EXPECT_NE(words_of(crashed, catalog()).find("139"), std::string::npos);
}

}  // namespace
}  // namespace vestibule::ui::test
