// pass_test - what a pass says, who signed it, and each reason for which it is not good here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/access/pass_kit.hpp"

namespace vestibule::device {
namespace {

using namespace std::chrono_literals;
using testing::a_pass;
using ::testing::HasSubstr;
using testing::noon;
using testing::PassSigner;

PassWanted wanted(PassWay way = PassWay::Key) {
    return {.site = "northside",
            .device = "k1",
            .way = way,
            .medium = "0781:5581:4C53",
            .now = noon() + 1h,
            .revoked = {},
            .revoked_persons = {}};
}

void expect_refused(const Pass& pass, const PassWanted& here, ErrorCode code, const std::string& words) {
    const auto judged = judge_pass(pass, here);
    ASSERT_FALSE(judged.ok()) << words;
    EXPECT_EQ(judged.error().code, code) << judged.error().sentence();
    EXPECT_THAT(judged.error().context, HasSubstr(words));
}

TEST(PassText, SaysTheSameWhenItIsReadAgain) {
    for (const PassWay way : {PassWay::Key, PassWay::Code}) {
        Pass pass = a_pass(way);
        pass.devices = {"k1", "k2"};
        pass.role = StaffRole::FacilityIt;
        const auto read = read_pass(write_pass(pass));
        ASSERT_TRUE(read.ok()) << read.error().sentence();
        EXPECT_EQ(write_pass(*read), write_pass(pass));
        EXPECT_EQ(read->role, StaffRole::FacilityIt);
        EXPECT_EQ(read->person, 17);
    }
}

TEST(PassText, IsReadStrictly) {
    const std::string good = write_pass(a_pass());
    const auto with = [&good](const std::string& from, const std::string& to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    for (const auto& [text, words] : std::vector<std::pair<std::string, std::string>>{
             {with("pass = 1\n", ""), "pass"},
             {with("pass = 1", "pass = 2"), "pass"},
             {with("\"key\"", "\"door\""), "way"},
             {with("northside", "North Side"), "site"},
             {with("person = 17", "person = 0"), "person"},
             {with("person = 17", "person = 10000"), "person"},
             {with("\"technician\"", "\"doctor\""), "role"},
             {with("serial = 4711", "serial = 0"), "serial"},
             {with("2026-11-30T12:00:00Z", "2026-11-30 12:00"), "not_before"},
             {with("2026-12-01T12:00:00Z", "2026-11-30T11:00:00Z"), "expires"},
             {with("2026-12-01T12:00:00Z", "2028-12-01T12:00:00Z"), "at most 400 days"},
             {with("4C53", "4C 53"), "medium"},
             {good + "name = \"somebody\"\n", "name"},
             {"", "site"}}) {
        const auto read = read_pass(text);
        ASSERT_FALSE(read.ok()) << text;
        EXPECT_EQ(read.error().code, ErrorCode::PassUnreadable);
        EXPECT_THAT(read.error().context, HasSubstr(words));
    }
    Pass week = a_pass(PassWay::Code);
    week.expires = week.not_before + kPassCodeLongest + 1s;
    EXPECT_THAT(read_pass(write_pass(week)).error().context, HasSubstr("at most 7 days"));
    Pass both = a_pass(PassWay::Code);
    both.medium = "0781:5581:4C53";
    EXPECT_THAT(read_pass(write_pass(both)).error().context, HasSubstr("no stick"));
}

TEST(PassSignature, IsTheFacilitysOrNobodys) {
    const PassSigner facility, stranger;
    const std::string key = facility.sign(a_pass());
    const auto opened = open_pass(key, facility.anchors(), {});
    ASSERT_TRUE(opened.ok()) << opened.error().sentence();
    EXPECT_EQ(opened->pass.serial, 4711);
    EXPECT_EQ(open_pass(key, stranger.anchors(), {}).error().code, ErrorCode::PassNotSigned);
    std::string changed = key;
    changed[changed.find("person = 17") + 10] = '8';
    EXPECT_EQ(open_pass(changed, facility.anchors(), {}).error().code, ErrorCode::PassNotSigned);
    EXPECT_EQ(open_pass("nothing", facility.anchors(), {}).error().code, ErrorCode::PassUnreadable);
    EXPECT_EQ(open_pass(std::string(kPassMaxBytes + 1, 'x'), facility.anchors(), {}).error().code,
              ErrorCode::PassUnreadable);
    EXPECT_EQ(open_pass(key, "", {}).error().code, ErrorCode::KeyUnusable);
    // Whoever may only be a kiosk must not make keys; and what was signed as something else is no pass.
    const auto kiosk = facility.ca.sign("DNS:kiosk.example", -3600, 3600, "clientAuth");
    const auto theirs = sign_pass(a_pass(), {net::testing::pem_of(kiosk.certificate), net::testing::pem_of(kiosk.key)});
    EXPECT_EQ(open_pass(*theirs, facility.anchors(), {}).error().code, ErrorCode::PassNotSigned);
    const Signature by = facility.signature();
    EXPECT_EQ(open_pass(*sign_cms("site = \"northside\"\n", by.certificate_pem, by.key_pem), facility.anchors(), {})
                  .error()
                  .code,
              ErrorCode::PassUnreadable);
}

TEST(PassSignature, LeavesTheCertificateOutWhereTheKioskHasIt) {
    const PassSigner facility;
    Signature lean = facility.signature();
    lean.known_signer = true;
    const std::string whole = facility.sign(a_pass(PassWay::Code)),
                      less = sign_pass(a_pass(PassWay::Code), lean).value();
    EXPECT_LT(less.size() + 300, whole.size());
    EXPECT_TRUE(open_pass(less, lean.certificate_pem, {}).ok());
    EXPECT_EQ(open_pass(less, facility.anchors(), {}).error().code, ErrorCode::PassNotSigned) << "nobody has it";
    EXPECT_EQ(open_pass(less, lean.certificate_pem, {})->id, open_pass(whole, facility.anchors(), {})->id)
        << "signed again, it is the same pass";
}

TEST(PassSignature, SignsNothingThatNoKioskTakes) {
    const PassSigner facility;
    Pass pass = a_pass();
    pass.person = 0;
    EXPECT_EQ(sign_pass(pass, facility.signature()).error().code, ErrorCode::PassUnreadable);
    EXPECT_EQ(sign_pass(a_pass(), {"", ""}).error().code, ErrorCode::KeyUnusable);
}

TEST(PassJudged, IsGoodOnlyWhereAndWhenItSays) {
    EXPECT_TRUE(judge_pass(a_pass(), wanted()).ok());
    PassWanted here = wanted();
    here.site = "southside";
    expect_refused(a_pass(), here, ErrorCode::PassWrongSite, "for 'northside', and this is 'southside'");
    here.site = "";
    EXPECT_TRUE(judge_pass(a_pass(), here).ok()) << "a kiosk without a site yet";
    Pass named = a_pass();
    named.devices = {"k2"};
    expect_refused(named, wanted(), ErrorCode::PassWrongDevice, "k1");
    named.devices = {"k2", "k1"};
    EXPECT_TRUE(judge_pass(named, wanted()).ok());
    here = wanted();
    here.medium = "0781:5581:OTHER";
    expect_refused(a_pass(), here, ErrorCode::PassWrongStick, "another stick");
    here.medium = "";
    expect_refused(a_pass(), here, ErrorCode::PassWrongStick, "another stick");
    Pass any = a_pass();
    any.medium = "";
    EXPECT_TRUE(judge_pass(any, here).ok()) << "the facility let it be copied";
    expect_refused(a_pass(), wanted(PassWay::Code), ErrorCode::PassWrongWay, "on a stick");
    expect_refused(a_pass(PassWay::Code), wanted(), ErrorCode::PassWrongWay, "before a camera");
    here = wanted();
    here.revoked = {1, 4711};
    expect_refused(a_pass(), here, ErrorCode::PassRevoked, "serial 4711");
    here = wanted();
    here.revoked_persons = {17};
    expect_refused(a_pass(), here, ErrorCode::PassRevoked, "staff number 17");
}

TEST(PassJudged, IsMeasuredByATrustedClockAlone) {
    PassWanted here = wanted();
    here.now.reset();
    expect_refused(a_pass(), here, ErrorCode::ClockNotSet, "dates");
    here.now = noon() - 1s;
    expect_refused(a_pass(), here, ErrorCode::PassNotYet, "2026-11-30T12:00:00Z");
    here.now = noon();
    EXPECT_TRUE(judge_pass(a_pass(), here).ok());
    here.now = noon() + 24h - 1s;
    EXPECT_TRUE(judge_pass(a_pass(), here).ok());
    here.now = noon() + 24h;
    expect_refused(a_pass(), here, ErrorCode::PassExpired, "2026-12-01T12:00:00Z");
}

TEST(PassCode, IsTextThatACodeHoldsWell) {
    const PassSigner facility;
    const std::string der = facility.sign(a_pass(PassWay::Code));
    const auto text = pass_code(der);
    ASSERT_TRUE(text.ok()) << text.error().sentence();
    EXPECT_EQ(text->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:"), std::string::npos) << *text;
    EXPECT_EQ(pass_of_code(*text), der);
    EXPECT_FALSE(pass_of_code("vestibule:claim?url=x"));
    EXPECT_FALSE(pass_of_code("VESTIBULE:PASS:not base32!"));
    EXPECT_FALSE(pass_of_code(std::string("VESTIBULE:PASS:") + std::string(kCodeMaxLetters, 'A')));
    EXPECT_THAT(pass_code(std::string(1'400, 'x')).error().context, HasSubstr("--known-signer"));
}

}  // namespace
}  // namespace vestibule::device
