// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/tools/tooloptions.h"

#include <QSettings>

#include <algorithm>

namespace koma {
namespace {

const QString kGroup = QStringLiteral("pageTools");

/// Reads or writes the fields with one list of them.
class Fields
{
public:
    Fields(QSettings &settings, bool isWriting) : m_settings(settings), m_isWriting(isWriting)
    {
        m_settings.beginGroup(kGroup);
    }
    ~Fields() { m_settings.endGroup(); }
    Fields(const Fields &) = delete;
    Fields &operator=(const Fields &) = delete;
    Fields(Fields &&) = delete;
    Fields &operator=(Fields &&) = delete;

    void number(const char *key, double &value, double low, double high)
    {
        const QString name = QLatin1String(key);
        if (m_isWriting) {
            m_settings.setValue(name, value);
            return;
        }
        bool isNumber = false;
        const double read = m_settings.value(name).toDouble(&isNumber);
        if (isNumber && read >= low && read <= high)
            value = read;
    }

    template<class Enum>
    void choice(const char *key, Enum &value, Enum last)
    {
        auto number = static_cast<double>(value);
        this->number(key, number, 0.0, static_cast<double>(last));
        value = static_cast<Enum>(static_cast<int>(number));
    }

    void whole(const char *key, int &value, int low, int high)
    {
        auto number = static_cast<double>(value);
        this->number(key, number, low, high);
        value = static_cast<int>(number);
    }

    void text(const char *key, QString &value)
    {
        const QString name = QLatin1String(key);
        if (m_isWriting)
            m_settings.setValue(name, value);
        else if (m_settings.contains(name))
            value = m_settings.value(name).toString();
    }

    void colour(const char *key, Colour &value)
    {
        const QString name = QLatin1String(key);
        if (m_isWriting) {
            m_settings.setValue(name, value.argb);
            return;
        }
        bool isNumber = false;
        const uint read = m_settings.value(name).toUInt(&isNumber);
        if (isNumber)
            value.argb = read;
    }

private:
    QSettings &m_settings;
    bool m_isWriting;
};

void visit(Fields &fields, ToolOptions &options)
{
    fields.number("panelBorderPt", options.panel.border.widthPt, 0.0, 40.0);
    fields.colour("panelBorderColour", options.panel.border.colour);
    fields.choice("balloonKind", options.balloon.kind, BalloonKind::Caption);
    fields.number("balloonLinePt", options.balloon.lineWidthPt, 0.0, 20.0);
    fields.text("balloonFont", options.balloonText.fontFamily);
    fields.number("balloonTextPt", options.balloonText.sizePt, 2.0, 200.0);
    fields.choice("balloonWriting", options.balloonText.writingMode,
                  WritingMode::VerticalRightToLeft);
    fields.text("textFont", options.freeText.fontFamily);
    fields.number("textPt", options.freeText.sizePt, 2.0, 400.0);
    fields.choice("textWriting", options.freeText.writingMode, WritingMode::VerticalRightToLeft);
    fields.colour("textColour", options.freeText.colour);
    fields.number("textOutlinePt", options.freeText.outline.widthPt, 0.0, 40.0);
    fields.number("penPt", options.pen.widthPt, 0.05, 100.0);
    fields.number("penThinnest", options.pen.minWidthFraction, 0.0, 1.0);
    fields.colour("penColour", options.pen.colour);
    fields.number("maskPt", options.mask.widthPt, 0.5, 500.0);
    fields.number("maskHardness", options.mask.hardness, 0.0, 1.0);
    fields.choice("maskEffect", options.mask.effect, MaskEffect::Reveal);
    fields.choice("tonePattern", options.tone.pattern, TonePattern::Gradient);
    fields.number("toneLpi", options.tone.lpi, 5.0, 200.0);
    fields.number("toneAngle", options.tone.angleDeg, -360.0, 360.0);
    fields.number("toneDensity", options.tone.density, 0.0, 1.0);
    fields.colour("toneColour", options.tone.colour);
    fields.choice("linesKind", options.lines.kind, SpeedLineKind::Focus);
    fields.whole("linesCount", options.lines.count, 1, 2000);
    fields.number("linesThickest", options.lines.maxWidthPt, 0.05, 40.0);
    fields.colour("linesColour", options.lines.colour);
    double knife = options.knifeGutterPt.value_or(-1.0);
    fields.number("knifeGutterPt", knife, -1.0, 200.0);
    options.knifeGutterPt = knife < 0.0 ? std::nullopt : std::optional(knife);
}

} // namespace

ToolOptions::ToolOptions()
{
    freeText.sizePt = 24.0;
    freeText.isAutoFitted = false;
    constexpr double kEffectOutlinePt = 2.0;
    freeText.outline.widthPt = kEffectOutlinePt;
    balloonText.sizePt = 9.0;
}

ToolOptions readToolOptions(QSettings &settings)
{
    ToolOptions options;
    Fields fields(settings, false);
    visit(fields, options);
    return options;
}

void writeToolOptions(QSettings &settings, const ToolOptions &options)
{
    ToolOptions written = options;
    Fields fields(settings, true);
    visit(fields, written);
}

} // namespace koma
