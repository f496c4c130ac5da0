// face_table_test - every hint of faces, and a document that is burnt out: scenes that must give it, and scenes that
// must not.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/capture/scenes.hpp"

namespace vestibule::capture {
namespace {

using test::CameraRole;
using test::Scene;
using test::Stage;
using Show = Scene::Show;
using Lamp = Scene::Lamp;
using Head = Scene::Head;

/// The name of a scene, and the scene.
const std::map<std::string, Scene>& faces() {
    static const std::map<std::string, Scene> all = {
        {"well", {.show = Show::Face}},
        {"nobody", {.show = Show::Nothing}},
        {"two", {.show = Show::TwoFaces}},
        {"far", {.show = Show::Face, .far = true}},
        {"near", {.show = Show::Face, .near = true}},
        {"aside", {.show = Show::Face, .aside = true}},
        {"moving", {.show = Show::Face, .moving = true}},
        {"dark", {.show = Show::Face, .dark = true}},
        {"blurred", {.show = Show::Face, .blur = true}},
        {"tilted", {.show = Show::Face, .tilted = true}},
        {"away", {.show = Show::Face, .head = Head::Away}},
        {"eyes shut", {.show = Show::Face, .head = Head::Shut}},
        {"lamp above", {.show = Show::Face, .lamp = Lamp::Above}},
        {"lamp behind", {.show = Show::Face, .lamp = Lamp::Behind}},
        {"lamp beside", {.show = Show::Face, .lamp = Lamp::Beside}},
    };
    return all;
}

struct Row {
    Hint hint;
    std::vector<std::string> must;  ///< it is said
    std::vector<std::string> may;   ///< said or not, as in a face that moves out of the oval; in all others never
};
const std::vector<Row>& rows() {
    static const std::vector<Row> all = {
        {Hint::ShowFace,
         {"nobody"},
         {"lamp beside", "away", "tilted", "blurred", "lamp above", "near", "aside", "moving", "dark"}},
        {Hint::OneFaceOnly, {"two"}, {}},
        {Hint::MoveCloser, {"far"}, {"two"}},
        {Hint::MoveBack, {"near"}, {}},
        {Hint::CentreIt, {"aside"}, {"moving", "two", "near", "tilted"}},
        {Hint::TooDark, {"dark"}, {}},
        {Hint::TooBright, {"lamp above"}, {}},
        // A face of which half is dark is found in one frame and not in the next.
        {Hint::LightOnFace, {"lamp behind"}, {"lamp beside"}},
        {Hint::Blurred, {"blurred"}, {}},
        {Hint::LookStraight, {"away"}, {"tilted", "blurred"}},
        {Hint::HeadUpright, {"tilted"}, {}},
        {Hint::OpenEyes, {"eyes shut"}, {"away"}},
        {Hint::Good, {"well"}, {"moving"}},
    };
    return all;
}

/// What is said in the first seconds of a scene.
const std::set<Hint>& said_in(Engine& engine, const std::string& scene) {
    static std::map<std::string, std::set<Hint>> kept;
    if (const auto found = kept.find(scene); found != kept.end()) return found->second;
    Stage stage(faces().at(scene), CameraRole::Face);
    const auto session = engine.start(Target::Face);
    std::set<Hint>& said = kept[scene];
    for (int frame = 0; frame < 40; ++frame) said.insert(session->look(stage.next(), stage.now()).hint);
    if (scene != "well") {
        EXPECT_EQ(session->picture(), nullptr) << scene;
    }
    return said;
}

TEST(FaceTable, EachHintIsSaidWhereItMustAndNotWhereItMayNot) {
    const auto engine = make_engine({});
    ASSERT_TRUE(engine);
    for (const Row& row : rows()) {
        for (const auto& entry : faces()) {
            const std::string& scene = entry.first;
            const bool said = said_in(**engine, scene).count(row.hint) > 0;
            const auto has = [&](const std::vector<std::string>& list) {
                return std::find(list.begin(), list.end(), scene) != list.end();
            };
            if (has(row.must)) {
                EXPECT_TRUE(said) << name(row.hint) << " of: " << scene;
            } else if (!has(row.may)) {
                EXPECT_FALSE(said) << name(row.hint) << " of: " << scene;
            }
        }
    }
}

TEST(FaceTable, EachOfFacesStandsInIt) {
    // A document's have theirs in hint_table_test; the screen's colours in colour_session_test. No drawn face is asked
    // to hold still for sure: the one that sways is as often beside the oval.
    const std::set<Hint> others = {Hint::HoldStill, Hint::None,      Hint::ShowDocument, Hint::HoldFlat,
                                   Hint::Glare,     Hint::WrongSide, Hint::Covered,      Hint::WatchScreen};
    for (int at = 0; at <= static_cast<int>(Hint::Good); ++at) {
        const auto hint = static_cast<Hint>(at);
        const auto in_table = std::count_if(rows().begin(), rows().end(), [hint](const Row& row) {
            return row.hint == hint && !row.must.empty() && row.must.size() + row.may.size() < faces().size();
        });
        EXPECT_EQ(in_table, others.count(hint) > 0 ? 0 : 1) << name(hint);
    }
}

TEST(BurntOut, ADocumentUnderALampIsTooBrightAndOneInTheRoomIsNot) {
    const auto engine = make_engine({});
    ASSERT_TRUE(engine);
    for (const Show show : {Show::LicenseFront, Show::LicenseBack, Show::PassportPage}) {
        const Target target = show == Show::LicenseFront  ? Target::LicenseFront
                              : show == Show::LicenseBack ? Target::LicenseBack
                                                          : Target::PassportPage;
        for (const Lamp lamp : {Lamp::None, Lamp::Above}) {
            Stage stage({.show = show, .lamp = lamp});
            const auto session = (*engine)->start(target);
            std::set<Hint> said;
            for (int frame = 0; frame < 20; ++frame) said.insert(session->look(stage.next(), stage.now()).hint);
            std::string words;
            for (const Hint hint : said) words += std::string(name(hint)) + " ";
            EXPECT_EQ(said.count(Hint::TooBright), lamp == Lamp::Above ? 1U : 0U)
                << static_cast<int>(show) << " " << static_cast<int>(lamp) << ": " << words;
        }
    }
}

}  // namespace
}  // namespace vestibule::capture
