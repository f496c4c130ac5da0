// aamva_test - the licence's text: the standard's own shape, and the ways in which real cards depart from it.
#include "kiosk/capture/aamva.hpp"

#include <gtest/gtest.h>

#include "drivers/camera/simulated/objects.hpp"

namespace vestibule::capture {
namespace {

using privacy::view;

const std::string vector_text =
    "@\n\x1e\rANSI "
    "636026100102DL00410272ZA03130015DLDAQD12345678\nDCSPUBLIC\nDDEN\nDACJOHN\nDDFN\nDADQUINCY\nDDGN\nDCAD\n"
    "DCBNONE\nDCDNONE\nDBD08242015\nDBB01311970\nDBA01312035\nDBC1\nDAU069 in\nDAYGRN\nDAG789 E OAK "
    "ST\nDAIANYTOWN\nDAJCA\n"
    "DAK902230000  \nDCF83D9BN217QO983B1\nDCGUSA\nDAW180\nDAZBRO\nDCK12345678900000000000\nDDAF\nDDB02142014\nDDK1\r"
    "ZAZAAN\nZAB\nZAC\r";

std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

void expect_john(const std::string& text) {
    const auto data = parse_aamva(text);
    ASSERT_TRUE(data) << data.error().sentence();
    EXPECT_EQ(view(data->family_name), "PUBLIC");
    EXPECT_EQ(view(data->given_names), "JOHN");
    EXPECT_EQ(view(data->middle_name), "QUINCY");
    EXPECT_EQ(view(data->birth_date), "1970-01-31");
    EXPECT_EQ(view(data->expiry_date), "2035-01-31");
    EXPECT_EQ(view(data->street), "789 E OAK ST");
    EXPECT_EQ(view(data->city), "ANYTOWN");
    EXPECT_EQ(view(data->region), "CA");
    EXPECT_EQ(view(data->postal_code), "90223");
    EXPECT_EQ(view(data->country), "USA");
    EXPECT_EQ(view(data->document_number), "D12345678");
}

std::string all_lines(std::string text, const std::string& ending) {
    std::string out;
    for (const char c : text) c == '\n' ? out += ending : out += c;
    return out;
}

TEST(Aamva, ReadsTheVector) {
    expect_john(vector_text);
}

TEST(Aamva, WrongOffsetsAreNotTrusted) {
    expect_john(with(vector_text, "DL00410272", "DL00390272"));
    expect_john(with(vector_text, "DL00410272", "DL00410999"));
    expect_john(with(vector_text, "DL00410272", "DL99990272"));
    expect_john(with(vector_text, "DL00410272", "DL0041000A"));
    expect_john(with(vector_text, "DL00410272", "DL00410030"));
}

TEST(Aamva, OtherSeparatorsAndHeadersAreRead) {
    expect_john(all_lines(vector_text, "\r\n"));
    expect_john(all_lines(vector_text, "\r"));
    expect_john(with(vector_text, "\x1e", ""));
    expect_john(with(vector_text, "ANSI ", "AAMVA"));
    expect_john(with(vector_text, "@\n\x1e\r", ""));
}

TEST(Aamva, BothOrdersOfDatesAreRead) {
    expect_john(with(with(vector_text, "DBB01311970", "DBB19700131"), "DBA01312035", "DBA20350131"));
    const auto canada = parse_aamva(with(with(with(vector_text, "DCGUSA", "DCGCAN"), "DBB01311970", "DBB19701112"),
                                         "DAK902230000  ", "DAKK1A 0B1   "));
    ASSERT_TRUE(canada);
    EXPECT_EQ(view(canada->birth_date), "1970-11-12");
    EXPECT_EQ(view(canada->postal_code), "K1A 0B1");
}

TEST(Aamva, GivenNamesInOneElementAreSplit) {
    const std::string old = with(
        with(with(vector_text, "DACJOHN\nDDFN\nDADQUINCY", "DCTJOHN,QUINCY\nDDFN"), "636026100102", "636026030102"),
        "DDEN\n", "");
    const auto data = parse_aamva(old);
    ASSERT_TRUE(data) << data.error().sentence();
    EXPECT_EQ(view(data->given_names), "JOHN");
    EXPECT_EQ(view(data->middle_name), "QUINCY");
}

TEST(Aamva, VersionOneHasNoJurisdictionVersionAndOneName) {
    const auto data = parse_aamva(
        "@\n\x1e\rANSI 6360000101DL00290100DLDAQX1\nDAASAMPLE,ALEX,QUILL\nDBB19580314\nDBA20310314\nDAG1 A "
        "ST\nDAIB\nDAJVA\nDAK220010000\r");
    ASSERT_TRUE(data) << data.error().sentence();
    EXPECT_EQ(view(data->family_name), "SAMPLE");
    EXPECT_EQ(view(data->given_names), "ALEX");
    EXPECT_EQ(view(data->middle_name), "QUILL");
    EXPECT_EQ(view(data->birth_date), "1958-03-14");
    EXPECT_EQ(view(data->document_number), "X1");
}

TEST(Aamva, FillersAreNothingAndLongPostalCodesKeepTheirEnd) {
    const auto data = parse_aamva(with(with(vector_text, "DADQUINCY", "DADNONE"), "DAK902230000  ", "DAK902231234  "));
    ASSERT_TRUE(data);
    EXPECT_EQ(view(data->middle_name), "");
    EXPECT_EQ(view(data->postal_code), "90223-1234");
}

TEST(Aamva, AnExpiryInWordsIsNoReasonToRefuse) {
    const auto data = parse_aamva(with(vector_text, "DBA01312035", "DBANONEXPIR"));
    ASSERT_TRUE(data);
    EXPECT_EQ(view(data->expiry_date), "");
}

TEST(Aamva, AValueThatContainsAnIdentifierIsNoElement) {
    const auto data = parse_aamva(with(vector_text, "DAG789 E OAK ST", "DAGDCSWRONG DBB ST"));
    ASSERT_TRUE(data);
    EXPECT_EQ(view(data->family_name), "PUBLIC");
    EXPECT_EQ(view(data->street), "DCSWRONG DBB ST");
}

TEST(Aamva, ErrorsNameTheElementAndNeverAValue) {
    for (const auto& [from, to, element] : {std::tuple{"DBB01311970", "DBB13451970", "DBB"},
                                            {"DBB01311970", "DBB0131197X", "DBB"},
                                            {"DBB01311970\n", "", "DBB"},
                                            {"DCSPUBLIC", "DCXPUBLIC", "DCS"},
                                            {"DACJOHN", "DACNONE", "DAC"},
                                            {"ANSI ", "BNSI ", "header"},
                                            {"636026100102", "6360X6100102", "header"}}) {
        const auto data = parse_aamva(with(vector_text, from, to));
        ASSERT_FALSE(data) << to;
        EXPECT_EQ(data.error().code, ErrorCode::BadBarcode);
        EXPECT_NE(data.error().context.find(element), std::string::npos) << data.error().context;
        for (const char* value : {"PUBLIC", "JOHN", "1345", "0131", "X6"}) {
            EXPECT_EQ(data.error().context.find(value), std::string::npos) << data.error().context;
        }
    }
}

TEST(Aamva, ErrorsSayWhereAndHowLong) {
    const std::string text = with(vector_text, "DBB01311970", "DBB0131197");
    const auto data = parse_aamva(text);
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().context, "DBB at " + std::to_string(text.find("DBB")) + ", length 7");
}

TEST(Aamva, EveryVersionWithAJurisdictionIsRead) {
    for (int version = 2; version <= 11; ++version) {
        const std::string number = (version < 10 ? "0" : "") + std::to_string(version);
        expect_john(with(vector_text, "63602610", "636026" + number));
    }
}

TEST(Aamva, ANameThatIsCutSaysSo) {
    const auto whole = parse_aamva(vector_text);
    ASSERT_TRUE(whole);
    EXPECT_FALSE(whole->family_cut || whole->given_cut || whole->middle_cut);
    const auto cut = parse_aamva(with(with(vector_text, "DDEN", "DDET"), "DDGN", "DDGT"));
    ASSERT_TRUE(cut);
    EXPECT_TRUE(cut->family_cut);
    EXPECT_FALSE(cut->given_cut);
    EXPECT_TRUE(cut->middle_cut);
}

TEST(Aamva, EveryTruncationAndDamageIsAnAnswerNotACrash) {
    for (std::size_t length = 0; length < vector_text.size(); ++length) {
        const auto data = parse_aamva(std::string_view(vector_text).substr(0, length));
        if (data) {
            EXPECT_EQ(view(data->family_name), "PUBLIC");
        }
    }
    for (std::size_t at = 0; at < vector_text.size(); ++at) {
        for (const char c : {'\0', '\n', '9', 'Z', '\xff'}) {
            std::string damaged = vector_text;
            damaged[at] = c;
            (void)parse_aamva(damaged);
        }
    }
    EXPECT_FALSE(parse_aamva(""));
    EXPECT_FALSE(parse_aamva(std::string(100'000, 'A')));
    EXPECT_FALSE(parse_aamva("https://example.com/"));
}

TEST(Aamva, ReadsTheSimulatedLicence) {
    const auto data = parse_aamva(drivers::simulated::license_text());
    ASSERT_TRUE(data) << data.error().sentence();
    EXPECT_EQ(view(data->family_name), "SAMPLE");
    EXPECT_EQ(view(data->birth_date), "1958-03-14");
    EXPECT_EQ(view(data->expiry_date), "2031-03-14");
}

}  // namespace
}  // namespace vestibule::capture
