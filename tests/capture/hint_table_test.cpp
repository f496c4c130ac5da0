// hint_table_test - every hint has pictures that must give it and pictures that must not; drawn holds of documents, by
// the generator that also scores.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/capture/score/takes.hpp"

namespace vestibule::score {
namespace {

using capture::Hint;

/// A hint of documents: the holds in which it must be said, and those in which it never may.
struct Row {
    Hint hint;
    std::vector<Fault> must, never;
};

const std::vector<Row>& rows() {
    using enum Fault;
    static const std::vector<Row> all = {
        {Hint::ShowDocument, {Empty}, {None, Glare}},
        {Hint::MoveCloser, {Far}, {None, Near, Empty, Tilted, CutOff}},
        {Hint::MoveBack, {Near}, {None, Far, Empty, Tilted, Glare}},
        {Hint::CentreIt, {CutOff}, {Far, Empty}},
        {Hint::HoldStill, {Shaken}, {Far, Empty, Tilted, Near}},
        {Hint::HoldFlat, {Tilted}, {None, Far, Near, Empty, Glare}},
        {Hint::TooDark, {Dark}, {None, Far, Glare, Tilted}},
        {Hint::Glare, {Glare}, {None, Far, Dark, Empty, Tilted}},
        {Hint::Blurred, {Blurred}, {None, Far, Empty, Tilted}},
        {Hint::WrongSide, {WrongSide}, {None, Far, Empty, Dark}},
        {Hint::Covered, {Covered}, {Far, Empty, Tilted, Dark}},
        {Hint::Good, {None}, {Empty, Far, Near, Dark, WrongSide, Blurred}},
    };
    return all;
}

/// What was said in some holds of each kind; each hold is played once.
class HintTable : public testing::TestWithParam<Family> {
protected:
    static constexpr std::uint64_t holds = 2;
    static const std::vector<Heard>& heard(Fault fault, Family family) {
        static Prints prints;
        static std::map<std::pair<Fault, Family>, std::vector<Heard>> kept;
        auto& list = kept[{fault, family}];
        for (std::uint64_t seed = list.size() + 1; seed <= holds; ++seed)
            list.push_back(hear(fault, family, seed, prints));
        return list;
    }
    static int said(Hint hint, Fault fault, Family family) {
        const auto& list = heard(fault, family);
        return static_cast<int>(
            std::count_if(list.begin(), list.end(), [&](const Heard& one) { return one.hints.count(hint) > 0; }));
    }
};

TEST_P(HintTable, IsSaidWhereItMustAndNotWhereItMayNot) {
    for (const Row& row : rows()) {
        for (const Fault fault : row.must) {
            EXPECT_GE(said(row.hint, fault, GetParam()), static_cast<int>(holds) - 1)
                << capture::name(row.hint) << " in holds that are " << name(fault);
        }
        for (const Fault fault : row.never) {
            EXPECT_EQ(said(row.hint, fault, GetParam()), 0)
                << capture::name(row.hint) << " in holds that are " << name(fault);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Documents, HintTable, testing::Values(Family::Tuned));

TEST(Hints, EachOfDocumentsStandsInTheTable) {
    // Faces have theirs in face_table_test, and with them the document that a lamp burns out; None says that nothing
    // was seen yet.
    const std::set<Hint> of_faces = {Hint::TooBright,   Hint::None,         Hint::ShowFace,
                                     Hint::OneFaceOnly, Hint::LookStraight, Hint::HeadUpright,
                                     Hint::OpenEyes,    Hint::LightOnFace,  Hint::WatchScreen};
    for (int at = 0; at <= static_cast<int>(Hint::Good); ++at) {
        const auto hint = static_cast<Hint>(at);
        const auto in_table = std::count_if(rows().begin(), rows().end(), [&](const Row& row) {
            return row.hint == hint && !row.must.empty() && !row.never.empty();
        });
        EXPECT_EQ(in_table, of_faces.count(hint) > 0 ? 0 : 1) << capture::name(hint);
    }
}

}  // namespace
}  // namespace vestibule::score
