// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/export/pdfboxes.h"

// Asks the headers for nothing of the smart pointers that they had before C++11.
#define POINTERHOLDER_TRANSITION 4 // NOLINT(*-macro-usage)
#include <qpdf/JSON.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <cmath>
#include <exception>

namespace koma {
namespace {

/// A box of the page in the file's coordinates: from the lower left corner of the area, y up, in
/// units of `userUnit` points (pages above 200 inches have larger ones).
QPDFObjectHandle boxOf(const RectPt &box, const RectPt &area, double userUnit)
{
    return QPDFObjectHandle::newArray(QPDFObjectHandle::Rectangle(
        (box.xPt - area.xPt) / userUnit, (area.bottomPt() - box.bottomPt()) / userUnit,
        (box.rightPt() - area.xPt) / userUnit, (area.bottomPt() - box.yPt) / userUnit));
}

void setBoxes(QPDFObjectHandle page, const PdfFinish::Page &finish)
{
    QPDFObjectHandle unit = page.getKey("/UserUnit");
    const double userUnit = unit.isNumber() ? unit.getNumericValue() : 1.0;
    const RectPt area = areaPt(finish.setup, finish.area);
    const RectPt bleed = finish.area == PageArea::Trim ? area : finish.setup.bleedBoxPt();
    page.replaceKey("/MediaBox", boxOf(area, area, userUnit));
    page.replaceKey("/BleedBox", boxOf(bleed, area, userUnit));
    page.replaceKey("/TrimBox", boxOf(finish.setup.trimPt(), area, userUnit));
}

void setViewing(QPDF &pdf, const DocumentSettings &settings)
{
    QPDFObjectHandle root = pdf.getRoot();
    const bool isFromRight = settings.direction == ReadingDirection::RightToLeft;
    const bool isFacing =
        settings.hasFacingPages && settings.direction != ReadingDirection::TopToBottom;
    root.replaceKey("/PageLayout",
                    QPDFObjectHandle::newName(isFacing ? "/TwoPageRight" : "/SinglePage"));
    QPDFObjectHandle preferences = QPDFObjectHandle::newDictionary();
    preferences.replaceKey("/Direction", QPDFObjectHandle::newName(isFromRight ? "/R2L" : "/L2R"));
    root.replaceKey("/ViewerPreferences", preferences);
    if (!settings.language.isEmpty())
        root.replaceKey("/Lang",
                        QPDFObjectHandle::newUnicodeString(settings.language.toStdString()));
    QPDFObjectHandle info = pdf.getTrailer().getKey("/Info");
    if (info.isDictionary() && !settings.creator.isEmpty())
        info.replaceKey("/Author",
                        QPDFObjectHandle::newUnicodeString(settings.creator.toStdString()));
}

} // namespace

RectPt wholePointsOf(const PageSetup &setup, PageArea area)
{
    constexpr double kRounding = 1e-6;
    const RectPt box = areaPt(setup, area);
    return {box.xPt, box.yPt, std::ceil(box.widthPt - kRounding),
            std::ceil(box.heightPt - kRounding)};
}

Result<void> finishPdf(const std::filesystem::path &raw, const std::filesystem::path &finished,
                       const PdfFinish &finish)
{
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processFile(raw.c_str());
        std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
        if (pages.size() != finish.pages.size())
            return fail(ErrorKind::BadFormat, "The PDF has other pages than were painted.");
        for (std::size_t i = 0; i < pages.size(); ++i)
            setBoxes(pages[i].getObjectHandle(), finish.pages[i]);
        setViewing(pdf, finish.settings);
        QPDFWriter writer(pdf, finished.c_str());
        writer.setStreamDataMode(qpdf_s_preserve);
        writer.write();
    } catch (const std::bad_alloc &) {
        return fail(ErrorKind::OutOfMemory, "The PDF needs more memory than is free.");
    } catch (const std::exception &exception) {
        return fail(ErrorKind::Unwritable,
                    "The PDF cannot be written. Check the folder and the free space.",
                    exception.what());
    }
    return {};
}

} // namespace koma
