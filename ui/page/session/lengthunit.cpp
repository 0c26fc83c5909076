// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/session/lengthunit.h"

#include "core/document/model/units.h"

#include <QSettings>

namespace koma {
namespace {

const QString kKey = QStringLiteral("page/lengthUnit");
const QString kPixels = QStringLiteral("px");

} // namespace

LengthUnit::LengthUnit(QSettings &settings, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_unit(settings.value(kKey).toString() == kPixels ? Unit::Pixels : Unit::Millimetres)
{
}

void LengthUnit::setUnit(Unit unit)
{
    if (unit == m_unit)
        return;
    m_unit = unit;
    m_settings.setValue(kKey, unit == Unit::Pixels ? kPixels : QStringLiteral("mm"));
    Q_EMIT changed();
}

QString LengthUnit::suffix() const
{
    return m_unit == Unit::Pixels ? tr(" px") : tr(" mm");
}

int LengthUnit::decimals() const
{
    return m_unit == Unit::Pixels ? 1 : 2;
}

double LengthUnit::perPt(int dpi) const
{
    return m_unit == Unit::Pixels ? pxFromPt(1.0, dpi) : mmFromPt(1.0);
}

} // namespace koma
