// stick_update_test - a system is copied from a stick only while somebody waits for it, whole or not at all.
#include "kiosk/device/bundle/stick_update.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/bundle/stick_out.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::Place;

class StickUpdate : public ::testing::Test {
protected:
    StickUpdate() {
        for (const char* folder : {"stick", "run", "state"}) fs::create_directories(place_ / folder);
        come_in();
    }
    void come_in() {
        if (auto here = StaffHere::come_in(run())) here_.emplace(std::move(*here));
        ASSERT_TRUE(here_);
    }
    auto take() const { return take_update(place_ / "stick", run(), state()); }
    void refused(ErrorCode code, const std::string& words) const {
        ASSERT_TRUE(await_update(run(), state()).ok());
        const auto taken = take();
        ASSERT_FALSE(taken.ok()) << words;
        EXPECT_EQ(taken.error().code, code);
        ASSERT_TRUE(update_taken(run()));
        EXPECT_TRUE(update_taken(run())->over);
        EXPECT_FALSE(update_taken(run())->good);
        EXPECT_THAT(update_taken(run())->detail, HasSubstr(words));
        EXPECT_FALSE(copied());
    }
    [[nodiscard]] fs::path run() const { return place_ / "run"; }
    [[nodiscard]] fs::path state() const { return place_ / "state"; }
    [[nodiscard]] bool copied() const { return fs::exists(stick_update_file(state())); }
    const Place place_;
    std::optional<StaffHere> here_;
};

TEST_F(StickUpdate, IsCopiedWholeAndToldOnceTheStickIsLetGo) {
    const std::string bytes(std::size_t{9} << 20U, 'u');  // three parts
    place_.write("stick/kiosk.raucb", bytes);
    place_.write("stick/notes.txt", "");
    ASSERT_TRUE(await_update(run(), state()).ok());
    EXPECT_FALSE(takes_sticks(state(), run())) << "no bundle is taken from that stick";
    const auto taken = take();
    ASSERT_TRUE(taken.ok() && *taken) << taken.error().sentence();
    EXPECT_EQ(place_.read("state/update-from-stick.raucb"), bytes);
    EXPECT_TRUE(update_taken(run())->good && update_taken(run())->over);
    EXPECT_EQ(update_taken(run())->percent, 100);
    EXPECT_FALSE(update_taken(run())->released) << "it is still mounted";
    ASSERT_TRUE(tell_update_released(run()).ok());
    EXPECT_TRUE(update_taken(run())->released);
    EXPECT_TRUE(fs::exists(place_ / "stick/kiosk.raucb")) << "it is no secret: it stays for the next kiosk";
    EXPECT_FALSE(take().value()) << "another stick changes nothing under somebody's eyes";
    drop_update(run(), state());
    EXPECT_FALSE(copied());
    EXPECT_TRUE(fs::is_empty(run()) || fs::exists(run() / "staff-here"));
    EXPECT_FALSE(update_taken(run()));
}

TEST_F(StickUpdate, AStickThatNobodyWaitsForDoesNothing) {
    place_.write("stick/kiosk.raucb", "system");
    EXPECT_FALSE(take().value()) << "staff are here, and have not asked for one";
    EXPECT_FALSE(copied() || update_taken(run()));
    ASSERT_TRUE(await_update(run(), state()).ok());
    here_.reset();  // whoever asked for it has gone
    place_.write("state/update-from-stick.raucb", "half of one before");
    EXPECT_FALSE(take().value());
    EXPECT_FALSE(copied() || update_taken(run()));
}

TEST_F(StickUpdate, WhatIsNotTheOneUpdateIsNamedAndLeavesNothing) {
    refused(ErrorCode::FileUnreadable, "0 files that end with .raucb");
    place_.write("stick/a.raucb", "");
    refused(ErrorCode::StickFailed, "empty");
    place_.write("stick/b.raucb", "system");
    refused(ErrorCode::FileUnreadable, "2 files");
    fs::remove(place_ / "stick/a.raucb");
    fs::create_directories(stick_update_file(state()) / "full");  // the copy has no place to grow in
    ASSERT_TRUE(await_update(run(), state()).ok());
    EXPECT_EQ(take().error().code, ErrorCode::StoreFailed);
    fs::remove_all(stick_update_file(state()));
    fs::remove_all(place_ / "stick");
    refused(ErrorCode::FileUnreadable, "the stick");
}

TEST_F(StickUpdate, AStickThatIsPulledOutTooEarlyIsTold) {
    ASSERT_TRUE(await_update(run(), state()).ok());
    // The program that copies is ended with the stick's device; what runs then is only the last step of its unit.
    place_.write("run/update-taken.json", R"({"good":false,"over":false,"percent":31})");
    ASSERT_TRUE(tell_update_released(run()).ok());
    EXPECT_TRUE(update_taken(run())->over);
    EXPECT_FALSE(update_taken(run())->good);
    EXPECT_THAT(update_taken(run())->detail, HasSubstr("pulled out too early"));
}

TEST_F(StickUpdate, ANoteOfRubbishIsNone) {
    place_.write("run/update-taken.json", "rubbish");
    EXPECT_FALSE(update_taken(run()));
    EXPECT_TRUE(tell_update_released(run()).ok());
}

TEST_F(StickUpdate, ANoteThatIsNoNoteSaysNothing) {
    const auto all_say = [this](const std::string& text) {
        for (const char* name : {kUpdateTaken, kStickWritten, kStickNote})
            place_.write(std::string("run/") + name, text);
    };
    for (const char* text : {"", "{", "[]", "null", "7"}) {
        all_say(text);
        EXPECT_FALSE(update_taken(run())) << text;
        EXPECT_FALSE(stick_written(run())) << text;
        EXPECT_FALSE(take_note(run())) << text;
    }
    all_say(R"({"good": "yes", "over": 1, "percent": true, "released": [], "detail": 5, "serial": {}, "code": "x",
                "files": {"a": "b"}})");
    EXPECT_FALSE(update_taken(run())->good || update_taken(run())->over || update_taken(run())->released);
    EXPECT_EQ(update_taken(run())->percent, 0);
    EXPECT_EQ(update_taken(run())->detail, "");
    EXPECT_TRUE(stick_written(run())->files.empty());
    const auto note = take_note(run());
    EXPECT_FALSE(note->good);
    EXPECT_EQ(note->serial, 0);
}

}  // namespace
}  // namespace vestibule::device
