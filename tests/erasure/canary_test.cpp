// canary_test - a recognisable patient, every way a visit can end, and a search of everything that is left.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/erasure/canary.hpp"

namespace vestibule::erasure {
namespace {

const std::array kEndings{Ending::Done,    Ending::Denied,  Ending::TimedOut,
                          Ending::Stopped, Ending::Crashed, Ending::Killed};

/// One column of the table of the long form.
struct Column {
    Ending ending;
    Evidence evidence;
    std::vector<std::string> kinds;
};

void tell(const Column& column, std::ostream& to) {
    to << "| " << name(column.ending) << " |";
    for (const std::string& kind : column.kinds) {
        to << ' ' << column.evidence.during.of(kind) << " / ";
        if (column.evidence.before_exit) to << column.evidence.before_exit->of(kind);
        else to << '-';
        to << " / " << column.evidence.after.of(kind) << " |";
    }
    to << ' ' << column.evidence.glass_during.of("pixels") << " / " << column.evidence.glass_after.all() << " | "
       << column.evidence.files.all() << " |\n";
}

/// The kinds that must have been there for this ending's zeros to mean something.
void expect_seen(const Column& column) {
    for (const char* kind : {"name", "birth date", "address", "document number", "e-mail", "phone", "password", "code",
                             "token", "picture bytes", "camera frame", "pixels"}) {
        EXPECT_GT(column.evidence.during.of(kind), 0) << "blind for this kind, so the test is void: " << kind;
    }
    EXPECT_GT(column.evidence.glass_during.of("pixels"), 0) << "nothing was seen in the display server";
}

class Canary : public testing::TestWithParam<Ending> {
protected:
    static std::vector<Column>& columns() {
        static std::vector<Column> all;
        return all;
    }
    /// The table by kind and ending, for whoever wants to see it.
    static void TearDownTestSuite() {
        if (std::getenv("VESTIBULE_LONG") == nullptr || columns().empty()) return;
        std::ofstream page(VESTIBULE_BUILD "/erasure.md");
        page << "# Erasure\n\nCopies of a recognisable patient that were found: during the visit / in the process "
                "before it exits / in every process afterwards.\n\n| ending |";
        for (const std::string& kind : columns().front().kinds) page << ' ' << kind << " |";
        page << " display server: pixels during / all after | files |\n|---|";
        for (std::size_t i = 0; i < columns().front().kinds.size() + 2; ++i) page << "---|";
        page << '\n';
        for (const Column& column : columns()) tell(column, page);
        page << "\nDenied and crashed had a camera that sends YUYV, the others one that sends JPEG.\n"
                "A document number is seen only where the simulated camera has it printed: the kiosk reads it and "
                "lets go of it before a search can begin.\n";
    }
};

TEST_P(Canary, LeavesNothing) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may look into processes that are not dumpable";
    // Both kinds of cameras get their turn among the ways to end.
    const bool raw = GetParam() == Ending::Denied || GetParam() == Ending::Crashed;
    CanaryVisit visit;
    Evidence found = visit.run(GetParam(), {}, raw ? Frames::Raw : Frames::Jpeg);
    const Column column{GetParam(), std::move(found), visit.kinds()};
    columns().push_back(column);
    tell(column, std::cout);
    expect_seen(column);
    const Evidence& evidence = column.evidence;
    EXPECT_EQ(evidence.before_exit.has_value(), !is_sudden(GetParam()));
    if (evidence.before_exit) {
        EXPECT_EQ(evidence.before_exit->all(), 0) << evidence.before_exit->told();
    }
    EXPECT_GE(evidence.processes, 2) << "the parent and the next visit";
    EXPECT_EQ(evidence.after.all(), 0) << evidence.after.told();
    EXPECT_EQ(evidence.glass_after.all(), 0) << evidence.glass_after.told();
    EXPECT_EQ(evidence.files.all(), 0) << evidence.files.told();
}

std::string name_of(const testing::TestParamInfo<Ending>& info) {
    std::string word = name(info.param);
    std::erase(word, ' ');
    return word;
}
INSTANTIATE_TEST_SUITE_P(Ending, Canary, testing::ValuesIn(kEndings), name_of);

/// Each breaks one guard on purpose; a proof that stays green proves nothing.
TEST(Broken, GuardsAreNoticed) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may look into processes that are not dumpable";
    const bool everything = std::getenv("VESTIBULE_LONG") != nullptr;
    EXPECT_GT(CanaryVisit().run(Ending::Stopped, "copy").before_exit->of("e-mail"), 0) << "a copy in a static";
    if (!everything) return;
    EXPECT_GT(CanaryVisit().run(Ending::Stopped, "log").files.of("e-mail"), 0) << "a line in the log";
    EXPECT_GT(CanaryVisit().run(Ending::Killed, "file").files.of("e-mail"), 0) << "a file";
}

}  // namespace
}  // namespace vestibule::erasure
